import { type FieldNode, type GraphQLObjectType, Kind, type SelectionSetNode } from 'graphql';
import type { CallContext } from '../call/call-context.js';
import type { OperationReader } from './operation-reader.js';
import { readAnyGlobalId } from './read-global-id.js';

/** How many columns each dataset has that a caller sees, by its key. */
export type ColumnCounts = ReadonlyMap<string, number>;

/** Counts the columns of each dataset that a caller sees, as they were some seconds ago at most. */
export type CountColumns = (call: CallContext) => Promise<ColumnCounts>;

/** The root field that is a page of all datasets. */
const DATASETS = 'datasets';
/** How deep an id is looked for in an argument: an input, and a list in it. */
const MAX_DEPTH = 3;

/**
 * How many columns a dataset has at most of those that an operation can reach. Where a root field names one, it is that
 * one's. A page of datasets has all of them at most, so that on average each has its share. Whatever else may lead to any.
 */
export function reachableColumns(
  reader: OperationReader,
  selectionSet: SelectionSetNode,
  root: GraphQLObjectType,
  counts: ColumnCounts,
): number {
  const all = [...counts.values()];
  const widest = Math.max(0, ...all);
  const total = all.reduce((sum, count) => sum + count, 0);
  return rootFields(reader, selectionSet).reduce((most, node) => {
    const args = reader.argumentsOf(node, root);
    if (node.name.value === DATASETS) {
      const first = typeof args.first === 'number' ? Math.max(args.first, 1) : 1;
      return Math.max(most, Math.min(widest, Math.ceil(total / first)));
    }
    const named = namedIn(args, counts);
    return Math.max(most, named.length > 0 ? Math.max(...named) : widest);
  }, 0);
}

/** The fields of the root, also those in fragments. */
function rootFields(
  reader: OperationReader,
  set: SelectionSetNode,
  seen: Set<string> = new Set(),
): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__') ? [] : [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(reader, selection.selectionSet, seen);
    const name = selection.name.value;
    if (seen.has(name)) return [];
    seen.add(name);
    return rootFields(reader, reader.fragment(name).selectionSet, seen);
  });
}

/** The columns of each dataset whose id is a value of an argument, or of an input. */
function namedIn(value: unknown, counts: ColumnCounts, depth = 0): number[] {
  if (typeof value === 'string') {
    const id = value.length <= 200 ? readAnyGlobalId(value) : null;
    const count = id === null ? undefined : counts.get(id.key);
    return count === undefined ? [] : [count];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > MAX_DEPTH) return [];
  return Object.values(value).flatMap((inner) => namedIn(inner, counts, depth + 1));
}
