import { readColumnIds } from '#lib/customers/list-columns.ts';

/** The columns of a dataset's list that were chosen last in this browser. */
export class KeptColumns {
  readonly #key: string;

  constructor(datasetId: string) {
    this.#key = `holdfast.columns.${datasetId}`;
  }

  /** As the URL has them; null if none were chosen, or the browser keeps nothing. */
  read(): string | null {
    try {
      const kept = localStorage.getItem(this.#key);
      return readColumnIds(kept) === null ? null : kept;
    } catch {
      return null;
    }
  }

  /** Null forgets them. */
  write(columns: string | null): void {
    try {
      if (columns === null) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, columns);
    } catch {
      // Where the browser keeps nothing, the address still has them.
    }
  }
}
