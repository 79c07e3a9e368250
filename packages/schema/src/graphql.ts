import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../graphql-env.js';

/**
 * Parses a GraphQL document and types its result and variables from the schema, at compile time; fragments that it
 * spreads come as a list in the second argument. `DateTime` arrives as an ISO 8601 string in UTC, `Date` as a day such as
 * 2026-03-01, `JSONObject` as a plain object.
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { Date: string; DateTime: string; JSONObject: Record<string, unknown> };
}>();
