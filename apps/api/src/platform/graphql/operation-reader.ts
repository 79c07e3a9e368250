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
  isUnionType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { Complexity } from 'type-graphql';
import { INTROSPECTION, type Measured } from './complexity.js';

/** The fields that every type or every root has, besides its own. */
const META_FIELDS = [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef];

/** Reads the parts of a validated document with the coerced variables of a request. */
export class OperationReader {
  readonly #definitions = new Map<string, FragmentDefinitionNode>();

  /** How many columns a dataset has at most of those that the operation can reach. */
  columns = 0;

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

  fragment(name: string): FragmentDefinitionNode {
    return this.#definitions.get(name)!;
  }

  typeOf(name: string): GraphQLCompositeType {
    return this.schema.getType(name) as GraphQLCompositeType;
  }

  fieldOf(parent: GraphQLCompositeType, { name }: FieldNode): GraphQLField<unknown, unknown> {
    const own = isUnionType(parent) ? undefined : parent.getFields()[name.value];
    return own ?? META_FIELDS.find((field) => field.name === name.value)!;
  }

  /** The arguments of a field. @throws GraphQLError if one cannot be read */
  argumentsOf(node: FieldNode, parent: GraphQLCompositeType): Record<string, unknown> {
    return getArgumentValues(this.fieldOf(parent, node), node, this.variables);
  }

  /** What a field declares to cost, with what is selected below it. @throws GraphQLError if an argument cannot be read */
  costOf(node: FieldNode, parent: GraphQLCompositeType, childComplexity: number): number {
    const field = this.fieldOf(parent, node);
    const declared: Complexity =
      (field.extensions.complexity as Complexity | undefined) ??
      INTROSPECTION[`${parent.name}.${field.name}`] ??
      1;
    const args = this.argumentsOf(node, parent);
    if (typeof declared === 'number') return Math.max(declared + childComplexity, 0);
    const measured: Measured = { type: parent, field, node, args, childComplexity, columns: this.columns };
    return Math.max(declared(measured) as number, 0);
  }

  /** Whether `@skip` or `@include` leaves it out. */
  isLeftOut(selection: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, this.variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, this.variables);
    return skip?.if === true || include?.if === false;
  }
}
