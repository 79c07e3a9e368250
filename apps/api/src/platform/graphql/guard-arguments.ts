import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import type { CallContext } from '../call/call-context.js';
import { requireStorable } from '../storable.js';

type Resolve = GraphQLFieldResolver<unknown, CallContext, Record<string, unknown>>;

/** Makes every field of a schema refuse arguments that nothing behind it can hold, before its resolver sees them. */
export function guardArguments(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.args.length === 0) continue;
      field.resolve = guarded(field.resolve ?? defaultFieldResolver);
      if (field.subscribe) field.subscribe = guarded(field.subscribe);
    }
  }
}

function guarded(resolve: Resolve): Resolve {
  return (source, args, call, info) => {
    // As in the errors of a form, a path begins inside the input of a mutation.
    requireStorable('input' in args ? args.input : args);
    return resolve(source, args, call, info);
  };
}
