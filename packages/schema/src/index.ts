export type { ResultOf, VariablesOf } from 'gql.tada';
export * from './error-codes.js';
export * from './limits.js';
export * from './operations/index.js';
export * from './vocabulary.js';
