import { type DocumentNode, Kind, OperationTypeNode } from 'graphql';
import type { Variables } from './typed-document.js';

/**
 * Whether sending a document twice does no more than sending it once: a query, or one mutation whose `input` variable has an
 * `idempotencyKey`. What is only text is not looked into, and not repeated.
 */
export function mayRepeat(document: DocumentNode | string, variables: Variables): boolean {
  if (typeof document === 'string') return false;
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operations.length !== 1 || operation?.kind !== Kind.OPERATION_DEFINITION) return false;
  if (operation.operation === OperationTypeNode.QUERY) return true;
  const { selections } = operation.selectionSet;
  if (selections.length !== 1 || selections[0]?.kind !== Kind.FIELD) return false;
  const { idempotencyKey } = Object(variables.input) as { idempotencyKey?: unknown };
  return typeof idempotencyKey === 'string';
}
