import { readNumber, writeParams } from '#lib/state/url-state.svelte.ts';

/** A segmentation, as far as its numbers of segments go. */
interface Fitted {
  readonly selectedK: number | null;
  readonly qualities: readonly { readonly k: number }[];
}

/**
 * The number of segments in view: the `k` in the URL if it was fitted, else the selected one. Looking changes nothing
 * on the server, so that a link shows what its sender saw.
 */
export class KInView {
  #dragging = false;

  constructor(private readonly segmentation: () => Fitted) {}

  get k(): number | null {
    const asked = readNumber('k');
    const { selectedK, qualities } = this.segmentation();
    return qualities.some(({ k }) => k === asked) ? asked : selectedK;
  }

  /** The number of segments that everybody uses. */
  get selected(): number | null {
    return this.segmentation().selectedK;
  }

  /** The k in view, where it is not the selected one. */
  get other(): number | null {
    return this.k === this.selected ? null : this.k;
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
}
