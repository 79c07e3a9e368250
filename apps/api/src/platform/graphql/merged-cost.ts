import {
  type FieldNode,
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { OperationReader } from './operation-reader.js';

/** Most selections that are gone over; fragments in fragments could make them countless. */
const MAX_SELECTIONS = 20_000;

/** Fields of one name in an answer: they are one field, with what is selected below each of them. */
interface Group {
  readonly parent: GraphQLCompositeType;
  readonly nodes: FieldNode[];
}

/**
 * What an operation costs if fields of one name are counted once, as they are answered; null where that takes too long to
 * tell. Parts of a page that ask for the same entries, each for itself, cost what one of them does.
 */
export function costAsMerged(
  reader: OperationReader,
  selectionSet: SelectionSetNode,
  root: GraphQLCompositeType,
): number | null {
  let selections = 0;

  const collect = (
    set: SelectionSetNode,
    type: GraphQLCompositeType,
    groups: Map<string, Group>,
    seen: Set<string>,
  ): void => {
    for (const selection of set.selections) {
      if (++selections > MAX_SELECTIONS) return;
      if (reader.isLeftOut(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = `${type.name}.${(selection.alias ?? selection.name).value}`;
        const group = groups.get(key);
        if (group) group.nodes.push(selection);
        else groups.set(key, { parent: type, nodes: [selection] });
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        if (seen.has(name)) continue;
        seen.add(name);
        const fragment = reader.fragment(name);
        collect(fragment.selectionSet, reader.typeOf(fragment.typeCondition.name.value), groups, seen);
      } else {
        const { typeCondition } = selection;
        const inner = typeCondition ? reader.typeOf(typeCondition.name.value) : type;
        collect(selection.selectionSet, inner, groups, seen);
      }
    }
  };

  const costOf = (sets: readonly SelectionSetNode[], type: GraphQLCompositeType): number => {
    const groups = new Map<string, Group>();
    const seen = new Set<string>();
    for (const set of sets) collect(set, type, groups, seen);
    let cost = 0;
    for (const { parent, nodes } of groups.values()) {
      if (selections > MAX_SELECTIONS) return cost;
      const [first] = nodes as [FieldNode];
      const inner = getNamedType(reader.fieldOf(parent, first).type);
      const below = nodes.flatMap((node) => node.selectionSet ?? []);
      cost += reader.costOf(first, parent, isCompositeType(inner) ? costOf(below, inner) : 0);
    }
    return cost;
  };

  const cost = costOf([selectionSet], root);
  return selections > MAX_SELECTIONS ? null : cost;
}
