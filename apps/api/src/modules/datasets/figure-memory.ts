import { serialize } from 'node:v8';
import type { DataSource } from 'typeorm';
import { oncePerCall } from '../../platform/call/once-per-call.js';
import { prepared } from '../../platform/database/prepared.js';

/** Bytes of figures that are remembered, of all datasets together. */
const MOST_BYTES = 32 * 1024 * 1024;

/** SQL for the state of a dataset, for statements that read something else of it as well. */
export const stateOf = (datasetId: string): string =>
  `(select changes || ' ' || (now() at time zone 'utc')::date from datasets where id = ${datasetId})`;

const STATE = prepared(`select ${stateOf('$1')} as state`);

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
    const state = await this.#state(datasetId);
    return state === null ? compute() : this.ofState(datasetId, state, about, compute);
  }

  /** The same of a state that was read already, by `stateOf`; `compute` must begin after that. */
  async ofState<T>(
    datasetId: string,
    state: string,
    about: readonly unknown[],
    compute: () => Promise<T>,
  ): Promise<T> {
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

  /** Null for a dataset that is not there. */
  readonly #state = oncePerCall(async (datasetId): Promise<string | null> => {
    const [found] = await this.dataSource.query<{ state: string | null }[]>(STATE, [datasetId]);
    return found?.state ?? null;
  });

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
