import DataLoader from 'dataloader';

/** What a caller may do, each role including the ones before it. */
export type Role = 'VIEWER' | 'ANALYST' | 'ADMIN';

/** The caller of a request. */
export interface Caller {
  readonly id: string;
  readonly email: string | null;
  readonly role: Role;
}

/** How to load many values of one kind at once; a service owns one object per kind. */
export interface LoaderDefinition<K, V> {
  readonly load: (keys: readonly K[]) => Promise<readonly (V | Error)[]>;
  /** Turns a compound key into text; equal keys give equal text. */
  readonly cacheKey?: (key: K) => string;
}

/** What a resolver knows about its request. */
export class RequestContext {
  // No private field: Apollo copies the context, and a copy has only the properties.
  private readonly loaders = new Map<object, unknown>();

  constructor(readonly caller: Caller) {}

  /** This request's loader for a kind of value: batches within a tick, caches within the request. */
  loader<K, V>(definition: LoaderDefinition<K, V>): DataLoader<K, V, string | K> {
    let loader = this.loaders.get(definition) as DataLoader<K, V, string | K> | undefined;
    if (loader === undefined) {
      loader = new DataLoader<K, V, string | K>(definition.load, {
        maxBatchSize: 1000,
        ...(definition.cacheKey ? { cacheKeyFn: definition.cacheKey } : {}),
      });
      this.loaders.set(definition, loader);
    }
    return loader;
  }
}
