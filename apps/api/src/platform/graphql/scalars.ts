import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';
import { GraphQLDateTime, GraphQLJSONObject, GraphQLLocalDate } from 'graphql-scalars';

/** A moment in ISO 8601 with its zone, e.g. 2026-03-01T09:30:00Z. Fields and arguments of type Date use it automatically. */
export const DateTime = GraphQLDateTime;

/** A day in ISO 8601 without a time or a zone, e.g. 2026-03-01; a text in code. */
export const Day = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A day in ISO 8601, without a time or a zone, e.g. 2026-03-01.',
  parseValue: (value) => readDay(value, () => JSON.stringify(value)),
  parseLiteral: (node) =>
    readDay(node.kind === Kind.STRING ? node.value : undefined, () => print(node as ValueNode)),
});

function readDay(value: unknown, shown: () => string): string {
  try {
    return GraphQLLocalDate.parseValue(value) as string;
  } catch {
    const found = shown().slice(0, 100);
    throw new GraphQLError(`Date cannot represent ${found}; it must be a day like "2026-03-01".`);
  }
}

/** An object of any shape, e.g. a customer's attributes by column name. */
export const JSONObject = GraphQLJSONObject;
