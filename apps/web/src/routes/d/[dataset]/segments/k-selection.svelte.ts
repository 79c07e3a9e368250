import type { ResultOf } from '@holdfast/schema';
import { untrack } from 'svelte';
import type { Failure } from '#lib/graphql/failure.ts';
import { mutate } from '#lib/graphql/mutate.ts';
import { readNumber, writeParams } from '#lib/state/url-state.svelte.ts';
import { type KSliderFragment, SelectSegmentationKMutation } from './segments.documents';

type Segmentation = ResultOf<typeof KSliderFragment>;

/**
 * The number of segments in view: the `k` in the URL, or the one that was active when the page opened. If it differs
 * from the server's, the server is asked to switch; of several quick changes the last one wins. Create it while a
 * component initialises.
 */
export class KSelection {
  failure = $state.raw<Failure>();
  #first = $state<number | null>(null);
  #asked: number | null = null;
  #busy = false;
  #dragging = false;
  readonly #segmentation: () => Segmentation | null | undefined;

  constructor(segmentation: () => Segmentation | null | undefined) {
    this.#segmentation = segmentation;
    $effect(() => {
      const now = segmentation()?.selectedK ?? null;
      if (now === null) return;
      untrack(() => {
        this.#first ??= now;
        this.#asked ??= now;
      });
      const wanted = this.wanted;
      if (wanted !== null) void untrack(() => this.#switchTo(wanted));
    });
  }

  /** The k that the reader wants to see; null before the first answer. */
  get wanted(): number | null {
    const asked = readNumber('k');
    const fitted = this.#segmentation()?.qualities.some(({ k }) => k === asked);
    return fitted ? asked : this.#first;
  }

  /** Moves the slider; a whole drag is one history entry. */
  drag(k: number): void {
    void writeParams({ k, segment: null }, { replace: this.#dragging });
    this.#dragging = true;
  }

  /** The slider was released. */
  drop(): void {
    this.#dragging = false;
  }

  async #switchTo(k: number): Promise<void> {
    const segmentation = this.#segmentation();
    if (this.#busy || k === this.#asked || !segmentation) return;
    this.#busy = true;
    this.#asked = k;
    const { failure } = await mutate(SelectSegmentationKMutation, {
      input: { segmentationId: segmentation.id, k },
    });
    this.failure = failure;
    this.#busy = false;
    const latest = this.wanted;
    if (latest !== null) await this.#switchTo(latest);
  }
}
