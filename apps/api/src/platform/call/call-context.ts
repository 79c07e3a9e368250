import { randomUUID } from 'node:crypto';
import DataLoader from 'dataloader';
import { AppError } from '../errors/app-error.js';
import type { Language } from '../words/languages.js';
import { type Caller, type Role, requireRole, type Scope, SERVER } from './caller.js';
import type { FinderDefinition, LoaderDefinition } from './loader-definition.js';

const NOTHING: ReadonlySet<string> = new Set();

/**
 * One call: who makes it, until when its answer is wanted, and the id that it has in the log. Every use case of a
 * service takes it first and passes it on, and asks it whether the caller may; nothing else decides that.
 */
export class CallContext {
  // No private fields: Apollo copies the context, and a copy has only the properties.
  private readonly kept = new Map<object, unknown>();
  /** The parts of the data that were asked for so far, the first one first, whether or not the caller may. */
  readonly concerned = new Set<string>();
  /** Whether it is known to change nothing, so that all it answers may be of the moment when it began. */
  readsOnly = false;

  constructor(
    readonly caller: Caller,
    /** Aborts when nobody waits for the answer any more. */
    readonly signal: AbortSignal = new AbortController().signal,
    readonly requestId: string = randomUUID(),
    /** The network address that it comes from; null if it comes from the server itself. */
    readonly address: string | null = null,
    /** In which it is answered, as far as sentences go. */
    readonly language: Language = 'en',
  ) {}

  /** A call that the server makes for itself: it may do everything. */
  static ofServer(signal?: AbortSignal, requestId?: string): CallContext {
    return new CallContext(SERVER, signal, requestId);
  }

  /** Another call of the same caller, in the same language: for what this one shall not remember. */
  anew(signal: AbortSignal = this.signal): CallContext {
    return new CallContext(this.caller, signal, undefined, null, this.language);
  }

  /** The data that the caller is confined to; null for everything. */
  get scope(): Scope {
    return this.caller.scope;
  }

  /** Whether this part of the data exists for the caller: it was not deleted, and their scope holds it. */
  sees(key: string): boolean {
    return this.reaches(key) && !this.deleted.has(key);
  }

  /** What was deleted, of all that exists; a caller may reach less. */
  get deleted(): ReadonlySet<string> {
    return this.caller.deleted ?? NOTHING;
  }

  /** The rest of the call knows that something was deleted, or restored, in its course. */
  noteDeleted(key: string, deleted: boolean): void {
    if (deleted) this.caller.deleted?.add(key);
    else this.caller.deleted?.delete(key);
  }

  /** Like `sees`, also for what was deleted and can still be restored. */
  reaches(key: string): boolean {
    return this.scope === null || this.scope.has(key);
  }

  /**
   * The check that every read and write passes: the caller has the role and, if the call concerns one part of the data,
   * sees it. What lies outside the scope is answered as if it did not exist.
   * @throws AppError FORBIDDEN, NOT_FOUND with the input field at fault
   */
  require(needed: Role, key: string | null = null, field?: readonly string[]): void {
    if (key !== null) this.concerned.add(key);
    requireRole(this.caller, needed);
    if (key !== null && !this.sees(key)) throw unseen(field);
  }

  /**
   * The same check for what is done to data whether or not it was deleted: it is restored, or somebody is erased from it.
   * @throws AppError FORBIDDEN, NOT_FOUND with the input field at fault
   */
  requireReach(needed: Role, key: string, field?: readonly string[]): void {
    this.concerned.add(key);
    requireRole(this.caller, needed);
    if (!this.reaches(key)) throw unseen(field);
  }

  /** The same check for what concerns the whole installation. @throws AppError FORBIDDEN */
  requireEverything(needed: Role): void {
    requireRole(this.caller, needed);
    if (this.scope === null) return;
    throw new AppError(
      'FORBIDDEN',
      `Your key is confined to ${this.scope.size} dataset(s); this needs a key for all of them.`,
    );
  }

  /**
   * What its owner keeps for as long as the call lasts, made when it is first asked for. The call holds it: a WeakMap of
   * calls that the owner holds would keep all that they read until the next full collection, since a young one takes what
   * an old map holds for needed.
   */
  keep<T>(owner: object, make: () => T): T {
    if (!this.kept.has(owner)) this.kept.set(owner, make());
    return this.kept.get(owner) as T;
  }

  /** Loads a value of a kind, together with the others that are asked for in the same tick, once per call. */
  async load<K, V>(definition: LoaderDefinition<K, V>, key: K): Promise<V> {
    this.require('VIEWER', definition.scopeOf(key));
    return this.loader(definition).load(key);
  }

  /** Finds a thing by its key, together with the others that are asked for in the same tick; null if the caller sees none. */
  async find<V extends { readonly datasetId: string }>(
    definition: FinderDefinition<V>,
    key: string,
  ): Promise<V | null> {
    this.require('VIEWER');
    const found = await this.loader<string, V | null>(definition).load(key);
    return found !== null && this.sees(found.datasetId) ? found : null;
  }

  private loader<K, V>(
    definition: Pick<LoaderDefinition<K, V>, 'load' | 'cacheKey'>,
  ): DataLoader<K, V, string | K> {
    return this.keep(definition, () => {
      const cacheKeyFn = definition.cacheKey;
      return new DataLoader(definition.load, { maxBatchSize: 1000, ...(cacheKeyFn && { cacheKeyFn }) });
    });
  }
}

function unseen(field?: readonly string[]): AppError {
  return new AppError('NOT_FOUND', 'There is nothing with this id that you may see.', field && { field });
}
