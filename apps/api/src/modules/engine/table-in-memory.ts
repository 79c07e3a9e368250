import {
  applyPreprocessor,
  type ColumnSummary,
  countAtMost,
  countOverlap,
  type FeatureTable,
  hashKeys,
  type Matrix,
  type Pool,
  predictKMeans,
  summarise,
  summariseGroups,
  takeTableRows,
} from '@holdfast/ml-core';
import type {
  ClusterBatch,
  Clustering,
  ClusterModels,
  Labelling,
  ResultSink,
  SampledTable,
  SampleOptions,
  ScoreBatch,
  ScoreOptions,
  ScoringModel,
} from './analytics-engine.js';
import { drawSample } from './draw-sample.js';
import { scoreTable } from './scoring-model.js';

/** Rows per batch: large enough to be cheap, small enough that nothing waits long for one. */
const BATCH_ROWS = 8192;
const SCORED_ROWS = 4096;
/** Rows that are encoded at a time to be assigned: all of them together would take as much memory as the table. */
const ASSIGNED_ROWS = 65_536;

/** A source in this thread's memory: the form of every sample, and all that an engine on one machine needs. */
export class TableInMemory implements SampledTable {
  readonly #labels = new Map<string, readonly ArrayLike<number>[]>();

  constructor(
    readonly table: FeatureTable,
    readonly rowNumbers: Int32Array,
    readonly pool?: Pool,
  ) {}

  get rows(): number {
    return this.table.rows;
  }

  async summarise(options: { tails?: boolean } = {}): Promise<ColumnSummary[]> {
    return summarise(this.table, options);
  }

  async summariseClusters(clustering: Clustering): Promise<ColumnSummary[][]> {
    const { labelling, model } = clustering;
    return summariseGroups(this.table, this.#labelsOf(clustering), labelling.ks[model]!);
  }

  async histogram(name: string, edges: readonly number[]): Promise<number[]> {
    const counts = new Array<number>(edges.length + 1).fill(0);
    const column = this.table.columns.find((candidate) => candidate.name === name);
    if (column?.kind !== 'numeric') return counts;
    const ascending = Float64Array.from(edges);
    for (const value of column.values) {
      if (!Number.isNaN(value)) counts[countAtMost(ascending, value)]!++;
    }
    return counts;
  }

  async sample({ rows, seed, strata }: SampleOptions): Promise<TableInMemory> {
    if (rows >= this.rows) return this;
    const column = this.table.columns.find(({ name }) => name === strata);
    const chosen = drawSample(hashKeys(this.rowNumbers, seed), rows, column);
    const numbers = Int32Array.from(chosen, (row) => this.rowNumbers[row]!);
    return new TableInMemory(takeTableRows(this.table, chosen), numbers, this.pool);
  }

  async assign({ preprocessor, models }: ClusterModels): Promise<Labelling> {
    const labels = models.map(() => new Uint8Array(this.rows));
    for (let from = 0; from < this.rows; from += ASSIGNED_ROWS) {
      const X = applyPreprocessor(preprocessor, this.#part(from, from + ASSIGNED_ROWS));
      for (const [j, model] of models.entries()) labels[j]!.set(predictKMeans(model, X), from);
    }
    return this.keep(models.map(({ k }, j) => ({ k, labels: labels[j]! })));
  }

  keep(clusterings: readonly { readonly k: number; readonly labels: ArrayLike<number> }[]): Labelling {
    const id = `labels ${this.#labels.size}`;
    this.#labels.set(
      id,
      clusterings.map(({ labels }) => labels),
    );
    return { id, ks: clusterings.map(({ k }) => k) };
  }

  async send(labelling: Labelling, sink: ResultSink<ClusterBatch>): Promise<number> {
    const columns = labelling.ks.map((_, model) => this.#labelsOf({ labelling, model }));
    for (let from = 0; from < this.rows; from += BATCH_ROWS) {
      const rows = this.rowNumbers.slice(from, from + BATCH_ROWS);
      const labels = new Uint8Array(rows.length * columns.length);
      for (const [j, column] of columns.entries()) {
        for (let i = 0; i < rows.length; i++) labels[i * columns.length + j] = column[from + i]!;
      }
      await sink({ rows, labels });
    }
    return this.rows;
  }

  async overlap(clustering: Clustering, other: Clustering): Promise<Matrix> {
    return countOverlap({
      previousLabels: this.#labelsOf(other),
      nextLabels: this.#labelsOf(clustering),
      previousK: other.labelling.ks[other.model]!,
      nextK: clustering.labelling.ks[clustering.model]!,
    });
  }

  async score(
    model: ScoringModel,
    sink: ResultSink<ScoreBatch>,
    { except, onProgress }: ScoreOptions = {},
  ): Promise<number> {
    const left = this.#without(except);
    for (let from = 0; from < left.length; from += SCORED_ROWS) {
      const part = left.subarray(from, from + SCORED_ROWS);
      const rows = takeTableRows(this.table, part);
      const { baseValue, contributions, ...scores } = await scoreTable(model, rows, this.pool);
      onProgress?.((from + part.length) / left.length);
      await sink({
        rows: Int32Array.from(part, (row) => this.rowNumbers[row]!),
        ...scores,
        baseValue: new Float64Array(part.length).fill(baseValue),
        contributions: contributions.data,
      });
    }
    return left.length;
  }

  async close(): Promise<void> {
    this.#labels.clear();
  }

  /** Some rows that follow each other. */
  #part(from: number, to: number): FeatureTable {
    if (from === 0 && to >= this.rows) return this.table;
    const length = Math.min(to, this.rows) - from;
    return takeTableRows(
      this.table,
      Int32Array.from({ length }, (_, i) => from + i),
    );
  }

  /** The positions of the rows that are not in a sample. */
  #without(sample: SampledTable | undefined): Int32Array {
    const all = Int32Array.from({ length: this.rows }, (_, i) => i);
    if (sample === undefined) return all;
    const sampled = new Set(sample.rowNumbers);
    return all.filter((row) => !sampled.has(this.rowNumbers[row]!));
  }

  #labelsOf({ labelling, model }: Clustering): ArrayLike<number> {
    const labels = this.#labels.get(labelling.id)?.[model];
    if (labels === undefined) throw new Error(`the table has no ${labelling.id} of a model ${model}`);
    return labels;
  }
}
