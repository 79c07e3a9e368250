import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { untrack } from 'svelte';
import { locale } from '#lib/words/locale.svelte.ts';
import { api } from './api';
import { type Failure, toFailure } from './failure';

let epoch = $state(0);

/** Refetches every query on the page, after a change on the server that no mutation of this page made. */
export function refreshQueries(): void {
  epoch += 1;
}

/**
 * A query that follows its variables: sent when the component mounts, when a variable changes, after a mutation of
 * this page that touched its types, and on `refreshQueries`. The last response stays until the next one arrives, so
 * that the page does not jump. Create it while a component initialises; null instead of variables pauses it.
 */
export class Query<Data, Variables extends AnyVariables> {
  /** The newest response; undefined before the first. */
  data = $state.raw<Data>();
  /** Why the newest request failed; undefined if it did not. */
  failure = $state.raw<Failure>();
  /** Whether a request is running. */
  fetching = $state(true);
  #attempt = $state(0);

  constructor(document: TypedDocumentNode<Data, Variables>, variables: () => Variables | null) {
    let asked = epoch;
    let { language } = locale;
    // By value, so that equal variables in a new object do not refetch.
    const wanted = $derived(JSON.stringify(variables()));
    $effect(() => {
      const values: Variables | null = JSON.parse(wanted);
      // Read whether or not the epoch is new: what is not read is not followed.
      const attempt = this.#attempt;
      // Sentences of the API come in the language of the page.
      const fresh = epoch !== asked || attempt > 0 || locale.language !== language;
      asked = epoch;
      language = locale.language;
      if (values === null) {
        untrack(() => {
          this.data = undefined;
          this.failure = undefined;
          this.fetching = false;
        });
        return undefined;
      }
      untrack(() => {
        this.fetching = true;
      });
      const { unsubscribe } = api
        .query(document, values, fresh ? { requestPolicy: 'network-only' } : {})
        .subscribe((result) => {
          this.fetching = result.stale;
          this.failure = result.error ? toFailure(result.error) : undefined;
          if (result.data !== undefined && result.data !== null) this.data = result.data;
        });
      return unsubscribe;
    });
  }

  /** Whether there is nothing to show yet, and a response is on its way. */
  get pending(): boolean {
    return this.data === undefined && this.failure === undefined && this.fetching;
  }

  /** Refetches. */
  retry(): void {
    this.#attempt += 1;
  }
}
