/** What a client of the API shares with it: vocabulary, limits, error codes and typed GraphQL documents. */
export type { ResultOf, VariablesOf } from 'gql.tada';
export * from './error-codes.js';
export * from './graphql.js';
export * from './languages.js';
export * from './limits.js';
export * from './map-columns.js';
export * from './operations/index.js';
export * from './vocabulary.js';
