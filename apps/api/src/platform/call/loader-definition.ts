/** How to find many things at once by keys that do not say of which part of the data they are; what is found does. */
export interface FinderDefinition<V extends { readonly datasetId: string }> {
  readonly load: (keys: readonly string[]) => Promise<readonly (V | null | Error)[]>;
}

/** How to load many values of one kind at once; a service owns one object per kind. */
export interface LoaderDefinition<K, V> {
  /** The part of the data that a key belongs to, for `CallContext.require`. */
  readonly scopeOf: (key: K) => string;
  readonly load: (keys: readonly K[]) => Promise<readonly (V | Error)[]>;
  /** Turns a compound key into text; equal keys give equal text. */
  readonly cacheKey?: (key: K) => string;
}
