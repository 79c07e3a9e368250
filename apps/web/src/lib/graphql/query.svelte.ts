import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { untrack } from 'svelte';
import { api } from './api';
import { type Failure, toFailure } from './failure';

let epoch = $state(0);

/** Asks every query on the page again: something changed on the server that no mutation of this page caused. */
export function refreshQueries(): void {
  epoch += 1;
}

/**
 * A query that follows its variables: asked when the component mounts, when a variable changes, after a mutation of
 * this page that touched what it holds, and on `refreshQueries`. The last answer stays while the next one is under
 * way, so that the page does not jump. Create it while a component initialises. Variables of null pause it.
 */
export class Query<Data, Variables extends AnyVariables> {
  /** The newest answer; undefined before the first. */
  data = $state.raw<Data>();
  /** Why the newest request failed; undefined when it did not. */
  failure = $state.raw<Failure>();
  /** A request is under way. */
  fetching = $state(true);
  #attempt = $state(0);

  constructor(document: TypedDocumentNode<Data, Variables>, variables: () => Variables | null) {
    let asked = epoch;
    // By value: an answer that brings the same variables as a new object asks nothing again.
    const wanted = $derived(JSON.stringify(variables()));
    $effect(() => {
      const values: Variables | null = JSON.parse(wanted);
      const fresh = epoch !== asked || this.#attempt > 0;
      asked = epoch;
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

  /** Nothing to show yet, and an answer is under way. */
  get pending(): boolean {
    return this.data === undefined && this.failure === undefined && this.fetching;
  }

  /** Asks again. */
  retry(): void {
    this.#attempt += 1;
  }
}
