import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';

/** A moment in ISO 8601 with its zone, e.g. 2026-03-01T09:30:00Z. Fields and arguments of type Date use it automatically. */
export const DateTime = GraphQLDateTime;

/** An object of any shape, e.g. a customer's attributes by column name. */
export const JSONObject = GraphQLJSONObject;
