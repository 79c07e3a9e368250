import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { costAsMerged } from './merged-cost.js';
import { OperationReader } from './operation-reader.js';
import { type ColumnCounts, reachableColumns } from './reachable-columns.js';

/** How large an operation is. */
export interface OperationSize {
  /** Levels of nesting. */
  readonly depth: number;
  /** Fields that are selected, each alias and each use of a fragment counted. */
  readonly fields: number;
  /** The complexity that the fields declare, with the arguments of this request. */
  readonly cost: number;
}

const NOTHING: OperationSize = { depth: 0, fields: 0, cost: 0 };

/**
 * Measures a validated operation with its coerced variables, for a caller who sees these datasets. Each fragment is measured once, so this is linear in the text, however often a fragment
 * is spread. What is asked for twice under one name is answered once, and costs as much, where that can be told soon.
 *
 * The declarations are those of type-graphql and graphql-query-complexity. That library is not used: its module loads a
 * second copy of graphql, for which our types are no types and every query is free; nor does it measure depth.
 * @throws GraphQLError if an argument cannot be read
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  counts: ColumnCounts,
): OperationSize {
  const root = schema.getRootType(operation.operation)!;
  const reader = new OperationReader(schema, document, variables);
  reader.columns = reachableColumns(reader, operation.selectionSet, root, counts);
  const size = new Measure(reader).of(operation.selectionSet, root);
  return { ...size, cost: costAsMerged(reader, operation.selectionSet, root) ?? size.cost };
}

class Measure {
  readonly #fragments = new Map<string, OperationSize>();

  constructor(readonly reader: OperationReader) {}

  of({ selections }: SelectionSetNode, type: GraphQLCompositeType): OperationSize {
    const sizes = selections
      .filter((selection) => !this.reader.isLeftOut(selection))
      .map((selection) => this.#selection(selection, type));
    return sizes.reduce(
      (sum, size) => ({
        depth: Math.max(sum.depth, size.depth),
        fields: sum.fields + size.fields,
        cost: sum.cost + size.cost,
      }),
      NOTHING,
    );
  }

  #selection(selection: SelectionNode, type: GraphQLCompositeType): OperationSize {
    if (selection.kind === Kind.FIELD) return this.#field(selection, type);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(selection.name.value);
    const { typeCondition, selectionSet } = selection;
    return this.of(selectionSet, typeCondition ? this.reader.typeOf(typeCondition.name.value) : type);
  }

  #field(node: FieldNode, parent: GraphQLCompositeType): OperationSize {
    const type = getNamedType(this.reader.fieldOf(parent, node).type);
    const inner = node.selectionSet && isCompositeType(type) ? this.of(node.selectionSet, type) : NOTHING;
    const cost = this.reader.costOf(node, parent, inner.cost);
    return { depth: inner.depth + 1, fields: inner.fields + 1, cost };
  }

  #fragment(name: string): OperationSize {
    let size = this.#fragments.get(name);
    if (size === undefined) {
      const { selectionSet, typeCondition } = this.reader.fragment(name);
      size = this.of(selectionSet, this.reader.typeOf(typeCondition.name.value));
      this.#fragments.set(name, size);
    }
    return size;
  }
}
