import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { AppError } from '../errors/app-error.js';

/**
 * Refuses a document with a subscription whose root field a directive may leave out: what is left would be a
 * subscription to nothing, over which graphql-js fails.
 * @throws AppError BAD_USER_INPUT
 */
export function requireSubscriptionRoots(document: DocumentNode): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation === OperationTypeNode.SUBSCRIPTION)
      requireFixed(definition.selectionSet, fragments);
  }
}

/** Looks into each fragment once: taking it out of `fragments` ends circles, which validation refuses later. */
function requireFixed(
  { selections }: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
): void {
  for (const selection of selections) {
    const conditional = selection.directives?.find(({ name }) => ['skip', 'include'].includes(name.value));
    if (conditional) {
      throw new AppError(
        'BAD_USER_INPUT',
        `A subscription has @${conditional.name.value} at its root; it must always have its one root field.`,
      );
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) requireFixed(selection.selectionSet, fragments);
    if (selection.kind !== Kind.FRAGMENT_SPREAD) continue;
    const fragment = fragments.get(selection.name.value);
    fragments.delete(selection.name.value);
    if (fragment) requireFixed(fragment.selectionSet, fragments);
  }
}
