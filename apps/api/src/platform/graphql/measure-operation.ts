import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { Complexity } from 'type-graphql';
import { INTROSPECTION } from './complexity.js';

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
 * Measures a validated operation with its coerced variables. Each fragment is measured once, so this is linear in the
 * text, however often a fragment is spread.
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
): OperationSize {
  return new Measure(schema, document, variables).of(
    operation.selectionSet,
    schema.getRootType(operation.operation)!,
  );
}

/** The fields that every type or every root has, besides its own. */
const META_FIELDS = [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef];

class Measure {
  readonly #definitions = new Map<string, FragmentDefinitionNode>();
  readonly #fragments = new Map<string, OperationSize>();

  constructor(
    readonly schema: GraphQLSchema,
    document: DocumentNode,
    readonly variables: Readonly<Record<string, unknown>>,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#definitions.set(definition.name.value, definition);
    }
  }

  of({ selections }: SelectionSetNode, type: GraphQLCompositeType): OperationSize {
    const sizes = selections
      .filter((selection) => !this.#isLeftOut(selection))
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
    return this.of(selectionSet, typeCondition ? this.#typeOf(typeCondition.name.value) : type);
  }

  #field(node: FieldNode, parent: GraphQLCompositeType): OperationSize {
    const field = fieldOf(parent, node.name.value);
    const type = getNamedType(field.type);
    const inner = node.selectionSet && isCompositeType(type) ? this.of(node.selectionSet, type) : NOTHING;
    const declared: Complexity =
      (field.extensions.complexity as Complexity | undefined) ??
      INTROSPECTION[`${parent.name}.${field.name}`] ??
      1;
    const args = getArgumentValues(field, node, this.variables);
    const childComplexity = inner.cost;
    const cost =
      typeof declared === 'number'
        ? declared + childComplexity
        : (declared({ type: parent, field, node, args, childComplexity }) as number);
    return { depth: inner.depth + 1, fields: inner.fields + 1, cost: Math.max(cost, 0) };
  }

  #fragment(name: string): OperationSize {
    let size = this.#fragments.get(name);
    if (size === undefined) {
      const { selectionSet, typeCondition } = this.#definitions.get(name)!;
      size = this.of(selectionSet, this.#typeOf(typeCondition.name.value));
      this.#fragments.set(name, size);
    }
    return size;
  }

  #typeOf(name: string): GraphQLCompositeType {
    return this.schema.getType(name) as GraphQLCompositeType;
  }

  #isLeftOut(selection: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, this.variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, this.variables);
    return skip?.if === true || include?.if === false;
  }
}

function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> {
  const own = isUnionType(parent) ? undefined : parent.getFields()[name];
  return own ?? META_FIELDS.find((field) => field.name === name)!;
}
