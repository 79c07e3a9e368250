import type { DocumentNode } from 'graphql';

/** A document of `graphql()`, which knows its result and its variables. */
export interface TypedDocument<Result, Variables> extends DocumentNode {
  /** Never present: it carries the types. */
  __ensureTypesOfVariablesAndResultMatching?: (variables: Variables) => Result;
}

/** The variables of a document as text, whose types nobody knows. */
export type Variables = Readonly<Record<string, unknown>>;

/** The arguments after a document: what has no required variables can do without. */
export type Arguments<Given, Options> =
  Record<string, never> extends Given
    ? [variables?: Given, options?: Options]
    : [variables: Given, options?: Options];
