import type { MapPoints } from '@holdfast/schema';
import { untrack } from 'svelte';
import type { Failure } from '#lib/graphql/failure.ts';
import { readMap } from '#lib/graphql/read-map.ts';

/** Which map is wanted, with the segments of which k, beside which answer of the API: with another it may have changed. */
export interface WantedMap {
  readonly id: string;
  readonly k: number;
  readonly beside: unknown;
}

/** All customers on a map, which follow what is wanted; null pauses it. Create it while a component initialises. */
export class AllOnMap {
  /** Of the map that is wanted; undefined until they are there. */
  points = $state.raw<MapPoints>();
  /** Why they are not there; undefined if nothing failed. */
  failure = $state.raw<Failure>();
  fetching = $state(false);
  #attempt = $state(0);
  #shown = '';

  constructor(wanted: () => WantedMap | null) {
    $effect(() => {
      const map = wanted();
      void this.#attempt;
      return untrack(() => this.#follow(map));
    });
  }

  /** Asks again. */
  retry(): void {
    this.#attempt += 1;
  }

  #follow(map: WantedMap | null): (() => void) | undefined {
    const name = map ? `${map.id} ${map.k}` : '';
    // The same map stays until it is known whether anything on it has changed.
    if (name !== this.#shown) this.points = undefined;
    this.#shown = name;
    this.fetching = map !== null && this.points === undefined;
    this.failure = undefined;
    if (map === null) return undefined;
    const left = new AbortController();
    void readMap(map.id, map.k, left.signal).then((outcome) => {
      if (left.signal.aborted) return;
      this.fetching = false;
      if ('failure' in outcome) this.failure = outcome.failure;
      else this.points = outcome.points;
    });
    return () => left.abort();
  }
}
