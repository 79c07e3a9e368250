import {
  type GraphQLInputType,
  type GraphQLNamedInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { type Coordinate, fieldsWithArguments, nameOf, type Operation, operationOn } from './reach.js';
import type { Shop } from './shops.js';
import { validValue } from './valid-value.js';

/** One scalar or enum inside the arguments of a field: an argument, a field of an input, an entry of a list of these. */
export interface Position {
  readonly at: Coordinate;
  /** From the name of the argument on; "0" for an entry of a list. */
  readonly path: readonly string[];
  readonly type: GraphQLNamedInputType;
}

/** Every position of a schema that takes a value. */
export function positionsOf(schema: GraphQLSchema): Position[] {
  return fieldsWithArguments(schema).flatMap((at) =>
    at.field.args.flatMap((arg) =>
      leavesOf(arg.type, [arg.name]).map(({ path, type }) => ({ at, path, type })),
    ),
  );
}

/** An input may hold others of its own type: those are entered once. */
function leavesOf(
  type: GraphQLInputType,
  path: readonly string[],
  within: readonly string[] = [],
): Pick<Position, 'path' | 'type'>[] {
  if (isNonNullType(type)) return leavesOf(type.ofType, path, within);
  if (isListType(type)) return leavesOf(type.ofType, [...path, '0'], within);
  if (!isInputObjectType(type)) return [{ path, type }];
  if (within.filter((outer) => outer === type.name).length > 1) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    leavesOf(field.type, [...path, field.name], [...within, type.name]),
  );
}

/** "Mutation.fitSegmentation(input.features.0)". */
export function describePosition({ at, path }: Position): string {
  return `${nameOf(at)}(${path.join('.')})`;
}

/** The path that an error gives: the one inside the input of a mutation. */
export function fieldOf({ path }: Position): readonly string[] {
  return path[0] === 'input' ? path.slice(1) : path;
}

/** An operation on a shop that is valid but for the value at one position; what is selected is up to the caller. */
export function operationWith(
  schema: GraphQLSchema,
  shop: Shop,
  { at, path }: Position,
  value: unknown,
  selection?: string,
): Operation {
  const [name, ...inner] = path as [string, ...string[]];
  const arg = at.field.args.find((candidate) => candidate.name === name)!;
  return operationOn(schema, shop, at, { [name]: valueWith(arg.type, name, inner, value, shop) }, selection);
}

function valueWith(
  type: GraphQLInputType,
  name: string,
  path: readonly string[],
  value: unknown,
  shop: Shop,
): unknown {
  if (path.length === 0) return value;
  if (isNonNullType(type)) return valueWith(type.ofType, name, path, value, shop);
  if (isListType(type)) return [valueWith(type.ofType, name, path.slice(1), value, shop)];
  if (!isInputObjectType(type)) throw new Error(`${name} has nothing inside.`);
  const field = type.getFields()[path[0]!]!;
  const base = validValue(type, name, shop) as object;
  return { ...base, [field.name]: valueWith(field.type, field.name, path.slice(1), value, shop) };
}
