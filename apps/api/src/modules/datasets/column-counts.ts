import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { outsideCalls } from '../../platform/call/current-call.js';
import type { ColumnCounts } from '../../platform/graphql/reachable-columns.js';

/** How long the counts of all datasets are remembered. */
const REMEMBERED_MS = 5000;

/** How many columns each dataset has, counted once in some seconds, whoever asks for it. */
export class RecentColumnCounts {
  #known: ColumnCounts | undefined;
  #counting: Promise<ColumnCounts> | undefined;
  #countedAt = 0;

  constructor(readonly dataSource: DataSource) {}

  /** Those of the datasets that a caller sees. Nobody waits where some are known; they are those of last time then. */
  async of(call: CallContext): Promise<ColumnCounts> {
    if (performance.now() - this.#countedAt > REMEMBERED_MS)
      this.#counting ??= outsideCalls(() => this.#count());
    const all = this.#known ?? (await this.#counting) ?? new Map<string, number>();
    return call.scope === null && call.deleted.size === 0
      ? all
      : new Map([...all].filter(([key]) => call.sees(key)));
  }

  async #count(): Promise<ColumnCounts> {
    try {
      const rows: { dataset_id: string; columns: number }[] = await this.dataSource.query(
        'select dataset_id, count(*)::int as columns from dataset_columns group by dataset_id',
      );
      this.#known = new Map(rows.map((row) => [row.dataset_id, row.columns]));
    } catch {
      // Where the database is away, the query itself will say so.
    }
    this.#countedAt = performance.now();
    this.#counting = undefined;
    return this.#known ?? new Map();
  }
}
