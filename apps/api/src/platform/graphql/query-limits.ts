import { MAX_PAGE_SIZE } from '@holdfast/schema';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { AppError } from '../errors/app-error.js';

/** Maximum nesting of a query; the introspection query of common tools has 13 levels. */
export const MAX_QUERY_DEPTH = 16;
/** Maximum objects that a query may request, if every list has its requested length. */
export const MAX_QUERY_NODES = 100_000;
/** Maximum tokens in a query. */
export const MAX_QUERY_TOKENS = 10_000;

/** The assumed length of a connection without `first`. */
const DEFAULT_FIRST = 50;

interface Cost {
  readonly depth: number;
  readonly nodes: number;
}

/**
 * Refuses a query that is nested too deeply or requests too much at once. Each fragment is measured once, so the check is
 * linear in the text, however often a fragment is spread.
 * @throws AppError BAD_USER_INPUT with the measure and its limit.
 */
export function checkQueryLimits(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const { depth, nodes } = new Measure(fragments, variables).of(operation.selectionSet);
  if (depth > MAX_QUERY_DEPTH) {
    throw new AppError(
      'BAD_USER_INPUT',
      `The query is ${depth} levels deep; at most ${MAX_QUERY_DEPTH} are allowed.`,
    );
  }
  if (nodes > MAX_QUERY_NODES) {
    throw new AppError(
      'BAD_USER_INPUT',
      `The query asks for up to ${nodes} objects; at most ${MAX_QUERY_NODES} are allowed. Ask for smaller pages.`,
    );
  }
}

class Measure {
  readonly #fragmentCosts = new Map<string, Cost>();

  constructor(
    readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    readonly variables: Readonly<Record<string, unknown>>,
  ) {}

  of(selectionSet: SelectionSetNode): Cost {
    let depth = 0;
    let nodes = 0;
    for (const selection of selectionSet.selections) {
      const cost =
        selection.kind === Kind.FIELD
          ? this.#field(selection)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? this.#fragment(selection.name.value)
            : this.of(selection.selectionSet);
      depth = Math.max(depth, cost.depth);
      nodes += cost.nodes;
    }
    return { depth, nodes };
  }

  #field(field: FieldNode): Cost {
    if (field.selectionSet === undefined) return { depth: 1, nodes: 0 };
    const inner = this.of(field.selectionSet);
    // `edges` is the only list whose length the query sets, with `first` of its connection.
    const isConnection = field.selectionSet.selections.some(
      (selection) => selection.kind === Kind.FIELD && selection.name.value === 'edges',
    );
    const times = isConnection ? this.#first(field) : 1;
    return { depth: inner.depth + 1, nodes: times * (1 + inner.nodes) };
  }

  #first(field: FieldNode): number {
    const argument = field.arguments?.find(({ name }) => name.value === 'first')?.value;
    if (argument?.kind === Kind.INT) return clampPage(Number(argument.value));
    if (argument?.kind === Kind.VARIABLE) return clampPage(this.variables[argument.name.value]);
    return DEFAULT_FIRST;
  }

  #fragment(name: string): Cost {
    const known = this.#fragmentCosts.get(name);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    // Validation refuses cycles and unknown names; until then, both count as nothing.
    this.#fragmentCosts.set(name, { depth: 0, nodes: 0 });
    const cost = fragment === undefined ? { depth: 0, nodes: 0 } : this.of(fragment.selectionSet);
    this.#fragmentCosts.set(name, cost);
    return cost;
  }
}

function clampPage(first: unknown): number {
  return typeof first === 'number' ? Math.min(Math.max(first, 1), MAX_PAGE_SIZE) : DEFAULT_FIRST;
}
