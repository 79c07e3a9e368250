import { serialize } from 'node:v8';
import type { DataSource } from 'typeorm';
import { prepared } from '../../platform/database/prepared.js';

/** Bytes of figures that are remembered, of all datasets together. */
const MOST_BYTES = 32 * 1024 * 1024;

const STATE = prepared(
  `select changes || ' ' || (now() at time zone 'utc')::date as state from datasets where id = $1`,
);

interface Remembered {
  /** The state of the dataset that the figures are of. */
  readonly state: string;
  readonly figures: unknown;
  readonly bytes: number;
}

/**
 * Remembers what a pass over the customers of a dataset found until anything about them may have changed. Whoever changes a
 * customer, a score, a membership, a name or a remark has locked the dataset, and `lockDataset` counts: figures are computed
 * anew when the count, or the day, is another one. What was found is shared and must not be changed.
 */
export class FigureMemory {
  // A Map keeps insertion order: what was used moves to the end, and the oldest is forgotten first.
  readonly #known = new Map<string, Remembered>();
  #bytes = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly most = MOST_BYTES,
  ) {}

  /**
   * The figures `about` a dataset: from memory, else what `compute` finds. `about` names them, with everything that they
   * depend on besides what belongs to the dataset.
   */
  async of<T>(datasetId: string, about: readonly unknown[], compute: () => Promise<T>): Promise<T> {
    // Before the figures: what changes meanwhile is found anew by whoever asks after it.
    const [found] = await this.dataSource.query<{ state: string }[]>(STATE, [datasetId]);
    if (found === undefined) return compute();
    const { state } = found;
    const key = JSON.stringify([datasetId, ...about]);
    const known = this.#known.get(key);
    this.#forget(key);
    if (known?.state === state) {
      this.#keep(key, known);
      return known.figures as T;
    }
    const figures = await compute();
    this.#forget(key);
    this.#keep(key, { state, figures, bytes: key.length + serialize(figures).byteLength });
    return figures;
  }

  /** Forgets all about a dataset: somebody was erased from it, or it was deleted. */
  forget(datasetId: string): void {
    const own = JSON.stringify([datasetId]).slice(0, -1);
    for (const key of this.#known.keys()) if (key.startsWith(own)) this.#forget(key);
  }

  #keep(key: string, remembered: Remembered): void {
    this.#known.set(key, remembered);
    this.#bytes += remembered.bytes;
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= this.most) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#bytes -= this.#known.get(key)?.bytes ?? 0;
    this.#known.delete(key);
  }
}
