import {
  astFromValue,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  print,
} from 'graphql';
import type { Shop } from './shops.js';
import { validValue } from './valid-value.js';

/** A field of an object type of the schema. */
export interface Coordinate {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** What is sent: an operation and its variables. */
export interface Operation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Every field of a schema that takes arguments. */
export function fieldsWithArguments(schema: GraphQLSchema): Coordinate[] {
  return objectTypes(schema).flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ args }) => args.length > 0)
      .map((field) => ({ type, field })),
  );
}

/** "Dataset.customers", as in the schema's errors. */
export function nameOf({ type, field }: Coordinate): string {
  return `${type.name}.${field.name}`;
}

/**
 * The operation that reaches a field of a shop, wherever it is nested, passes it the given arguments as variables (the
 * ones that it needs besides are valid) and selects something of it.
 */
export function operationOn(
  schema: GraphQLSchema,
  shop: Shop,
  { type, field }: Coordinate,
  given: Readonly<Record<string, unknown>>,
  selection = '__typename',
): Operation {
  const args = field.args.filter((arg) => arg.name in given || isRequiredArgument(arg));
  const variables = Object.fromEntries(
    args.map(({ name, type }) => [
      name,
      name in given ? given[name] : name === 'id' ? idOf(field, shop) : validValue(type, name, shop),
    ]),
  );
  const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const selected = isCompositeType(getNamedType(field.type)) ? ` { ${selection} }` : '';
  const call = `${field.name}${passed && `(${passed})`}${selected}`;
  const path = pathTo(schema, type);
  const around = path.steps.map((step) => `${step.field.name}${literals(step, shop)} { `).join('');
  const head = `${path.kind} ${declared && `(${declared})`}`;
  return { query: `${head} { ${around}${call}${' }'.repeat(path.steps.length)} }`, variables };
}

interface Path {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly steps: readonly Coordinate[];
}

/** The shortest way from the query to an object type. */
function pathTo(schema: GraphQLSchema, wanted: GraphQLObjectType): Path {
  if (wanted === schema.getMutationType()) return { kind: 'mutation', steps: [] };
  if (wanted === schema.getSubscriptionType()) return { kind: 'subscription', steps: [] };
  const ways = new Map<GraphQLObjectType, Coordinate[]>([[schema.getQueryType()!, []]]);
  for (const [type, steps] of ways) {
    if (type === wanted) return { kind: 'query', steps };
    for (const field of Object.values(type.getFields())) {
      const next = getNamedType(field.type);
      if (isObjectType(next) && !ways.has(next)) ways.set(next, [...steps, { type, field }]);
    }
  }
  throw new Error(`No query reaches ${wanted.name}.`);
}

function literals({ field }: Coordinate, shop: Shop): string {
  const args = field.args.filter(isRequiredArgument).map(({ name, type }) => {
    const value = name === 'id' ? idOf(field, shop) : validValue(type, name, shop);
    return `${name}: ${print(astFromValue(value, type)!)}`;
  });
  return args.length === 0 ? '' : `(${args.join(', ')})`;
}

/** The id that a field named after a noun takes. */
function idOf({ name }: GraphQLField<unknown, unknown>, shop: Shop): string {
  return shop[name as keyof Shop];
}

function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'));
}
