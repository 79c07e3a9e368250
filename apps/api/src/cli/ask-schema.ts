import { type GraphQLSchema, graphql } from 'graphql';
import type { CallContext } from '../platform/call/call-context.js';

/** Asks the schema in this process. @throws what a resolver threw first */
export async function askSchema<Data>(
  schema: GraphQLSchema,
  contextValue: CallContext,
  source: string,
  variableValues: Readonly<Record<string, unknown>>,
): Promise<Data> {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
  if (errors) throw errors[0]!.originalError ?? errors[0]!;
  return data as Data;
}
