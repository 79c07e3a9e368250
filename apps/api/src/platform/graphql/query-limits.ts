import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { AppError } from '../errors/app-error.js';
import { measureOperation } from './measure-operation.js';
import type { ColumnCounts } from './reachable-columns.js';

/** Most tokens in a document. Validation takes the square of them: 200 ms for 5,000 at worst (`pnpm attack`). */
export const MAX_QUERY_TOKENS = 5000;
/** Most levels of a query; the introspection query of common tools has 13. */
export const MAX_QUERY_DEPTH = 16;
/** Most fields that a query selects, each alias and each use of a fragment counted. */
export const MAX_QUERY_FIELDS = 1000;
/** Most that a query costs, see `complexity.ts`: this thread is busy with it for 150 ms and 90 MB at worst. */
export const MAX_QUERY_COST = 30_000;
/** Most operations in a document, of which one is run. */
export const MAX_OPERATIONS = 10;
/** Most directives in a document. */
export const MAX_DIRECTIVES = 50;
/** Most entries of a list in a variable; in a document its tokens limit them. Most arguments allow fewer and say so. */
export const MAX_LIST_ENTRIES = 10_000;
/** Most levels of a variable. */
const MAX_VARIABLE_DEPTH = 32;

/**
 * Refuses a validated operation that is too large to be run, whatever transport it came by; returns what it costs. What
 * it costs depends on how many columns the datasets have that it can reach.
 * @throws AppError BAD_USER_INPUT or QUERY_TOO_COSTLY, with the measure and its limit
 * @throws GraphQLError if an argument cannot be read
 */
export function checkQueryLimits(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  counts: ColumnCounts,
): number {
  checkDocument(document);
  checkVariable(given);
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  // The execution refuses the whole operation for the same errors.
  if (errors) return 1;
  const { depth, fields, cost } = measureOperation(schema, document, operation, coerced, counts);
  atMost(depth, MAX_QUERY_DEPTH, 'The query is', 'levels deep; it may be');
  atMost(fields, MAX_QUERY_FIELDS, 'The query selects', 'fields; it may select');
  if (cost <= MAX_QUERY_COST) return cost;
  throw new AppError(
    'QUERY_TOO_COSTLY',
    `The query costs ${show(Math.ceil(cost))}; it may cost ${show(MAX_QUERY_COST)}. Ask for smaller pages, or for less of each entry.`,
  );
}

/** Documents that were found right: those that are asked again and again are gone over once. */
const checked = new WeakSet<DocumentNode>();

function checkDocument(document: DocumentNode): void {
  if (checked.has(document)) return;
  let operations = 0;
  let directives = 0;
  visit(document, {
    [Kind.OPERATION_DEFINITION]: () => void operations++,
    [Kind.DIRECTIVE]: () => void directives++,
  });
  atMost(operations, MAX_OPERATIONS, 'The document has', 'operations; it may have');
  atMost(directives, MAX_DIRECTIVES, 'The document has', 'directives; it may have');
  checked.add(document);
}

/** Before anything goes over the entries of a list. */
function checkVariable(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  atMost(depth, MAX_VARIABLE_DEPTH, 'The variables are', 'levels deep or more; they may be');
  if (Array.isArray(value))
    atMost(value.length, MAX_LIST_ENTRIES, 'A list in the variables has', 'entries; it may have');
  for (const entry of Object.values(value)) checkVariable(entry, depth + 1);
}

function atMost(measure: number, limit: number, has: string, mayHave: string): void {
  if (measure <= limit) return;
  throw new AppError('BAD_USER_INPUT', `${has} ${show(measure)} ${mayHave} ${show(limit)}.`);
}

function show(count: number): string {
  return count.toLocaleString('en-US');
}
