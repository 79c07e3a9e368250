import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';

/** Calls `count` whenever a field of the schema is answered with something. */
export function countField(schema: GraphQLSchema, type: string, name: string, count: () => void): void {
  const owner = schema.getType(type);
  const field = isObjectType(owner) ? owner.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`The schema has no field ${type}.${name}.`);
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (...args) => {
    const value: unknown = resolve(...args);
    if (value !== null && value !== undefined) count();
    return value;
  };
}
