import {
  applyPreprocessor,
  type ColumnSummary,
  combineSummaries,
  countAtMost,
  findReferenceDay,
  hashKeys,
  type Matrix,
  type NumericColumn,
  type Pool,
  predictKMeans,
  type ReferenceDay,
  summarise,
  summariseGroups,
  takeTableRows,
} from '@holdfast/ml-core';
import {
  type ClusterBatch,
  type Clustering,
  type ClusterModels,
  drawSample,
  type Labelling,
  type ResultSink,
  rowsOutside,
  type SampledTable,
  type SampleOptions,
  type ScoreBatch,
  type ScoreOptions,
  type ScoringModel,
  TableInMemory,
  type TableSource,
  type TableSpec,
} from '../engine/index.js';
import type { ColumnFile, FileRows } from './column-file.js';
import { withReferenceDays } from './with-reference-days.js';

/** How much a streamed table holds at a time. */
export interface StreamLimits {
  /** Most rows of a sample. */
  readonly rowsInHand: number;
  /** Rows that are read together. */
  readonly partRows: number;
}

/** Medians, of all rows and of each cluster, are those of so many rows: within 0.3 % of the rows, 99 times of 100. */
const SKETCH_ROWS = 200_000;

/**
 * A source whose rows stay in their file: every answer is one pass over it, and besides the part that is being read it keeps
 * the number of each row and, once these are asked for, its clusters: a byte for each model. All figures are those of all
 * rows, except medians.
 */
export class StreamedTable implements TableSource {
  /** What is kept of the rows: their numbers and clusters. */
  readonly #kept: TableInMemory;
  readonly #labels = new Map<string, readonly Uint8Array[]>();
  readonly #clusters = new Map<string, Promise<ColumnSummary[][][]>>();
  #sketch: Promise<SampledTable> | undefined;

  constructor(
    private readonly file: ColumnFile,
    private readonly spec: TableSpec,
    private readonly limits: StreamLimits,
    private readonly pool?: Pool,
  ) {
    this.#kept = new TableInMemory({ rows: file.rows, columns: [] }, file.rowNumbers);
  }

  get rows(): number {
    return this.file.rows;
  }

  async summarise({ tails = false }: { tails?: boolean } = {}): Promise<ColumnSummary[]> {
    const reference = await this.#referenceDay();
    const options = { tails, ...(reference && { reference }) };
    const like = summarise((await this.#sketched()).table, options);
    let found: ColumnSummary[] | undefined;
    for await (const { table } of this.#parts()) {
      const part = summarise(table, { ...options, like });
      found = found ? combineSummaries(found, part) : part;
    }
    return found ?? like;
  }

  async summariseClusters({ labelling, model }: Clustering): Promise<ColumnSummary[][]> {
    const clusters = this.#clusters.get(labelling.id) ?? this.#summariseAll(labelling);
    this.#clusters.set(labelling.id, clusters);
    return (await clusters)[model]!;
  }

  async histogram(name: string, edges: readonly number[]): Promise<number[]> {
    const counts = new Array<number>(edges.length + 1).fill(0);
    const at = this.spec.columns.findIndex((column) => column.name === name && column.type !== 'CATEGORY');
    if (at < 0) return counts;
    const ascending = Float64Array.from(edges);
    for await (const { table } of this.file.parts(this.limits.partRows, [at])) {
      for (const value of (table.columns[0] as NumericColumn).values) {
        if (!Number.isNaN(value)) counts[countAtMost(ascending, value)]!++;
      }
    }
    return counts;
  }

  async sample({ rows, seed, strata }: SampleOptions): Promise<TableInMemory> {
    const most = Math.min(rows, this.limits.rowsInHand);
    if (most >= this.rows) return this.#inHand(await this.file.all());
    const hashes = hashKeys(this.file.rowNumbers, seed);
    const at = this.spec.columns.findIndex(({ name }) => name === strata);
    const column = at < 0 ? undefined : (await this.#wholeColumn(at)).table.columns[0];
    return this.#inHand(await this.file.take(drawSample(hashes, most, column)));
  }

  async assign({ preprocessor, models }: ClusterModels): Promise<Labelling> {
    const labels = models.map(() => new Uint8Array(this.rows));
    let from = 0;
    for await (const { table } of this.#parts()) {
      const X = applyPreprocessor(preprocessor, table);
      for (const [j, model] of models.entries()) labels[j]!.set(predictKMeans(model, X), from);
      from += table.rows;
    }
    const labelling = this.#kept.keep(models.map(({ k }, j) => ({ k, labels: labels[j]! })));
    this.#labels.set(labelling.id, labels);
    return labelling;
  }

  send(labelling: Labelling, sink: ResultSink<ClusterBatch>): Promise<number> {
    return this.#kept.send(labelling, sink);
  }

  overlap(clustering: Clustering, other: Clustering): Promise<Matrix> {
    return this.#kept.overlap(clustering, other);
  }

  async score(
    model: ScoringModel,
    sink: ResultSink<ScoreBatch>,
    { except, onProgress }: ScoreOptions = {},
  ): Promise<number> {
    const isLeft = rowsOutside(except);
    let [read, sent] = [0, 0];
    for await (const { table, rowNumbers } of this.#parts()) {
      const left = Int32Array.from(rowNumbers.keys()).filter((i) => isLeft(rowNumbers[i]!));
      const numbers = Int32Array.from(left, (i) => rowNumbers[i]!);
      const part = new TableInMemory(takeTableRows(table, left), numbers, this.pool);
      sent += await part.score(model, sink);
      read += table.rows;
      onProgress?.(read / this.rows);
    }
    return sent;
  }

  async close(): Promise<void> {
    await this.#kept.close();
    this.#labels.clear();
    this.file.close();
  }

  /** Of each model, of each cluster one summary a column: in one pass, since who asks for one k asks for all. */
  async #summariseAll({ id, ks }: Labelling): Promise<ColumnSummary[][][]> {
    const labels = this.#labels.get(id);
    if (labels === undefined) throw new Error(`the table has no ${id}`);
    const sketch = await this.#sketched();
    const sketched = positionsOf(sketch.rowNumbers, this.file.rowNumbers);
    const like = ks.map((k, j) =>
      summariseGroups(
        sketch.table,
        sketched.map((at) => labels[j]![at]!),
        k,
      ),
    );
    let found: ColumnSummary[][][] | undefined;
    let from = 0;
    for await (const { table } of this.#parts()) {
      const to = from + table.rows;
      const part = ks.map((k, j) => summariseGroups(table, labels[j]!.subarray(from, to), k, like[j]));
      found =
        found?.map((groups, j) => groups.map((group, g) => combineSummaries(group, part[j]![g]!))) ?? part;
      from = to;
    }
    return found ?? like;
  }

  #sketched(): Promise<SampledTable> {
    this.#sketch ??= this.sample({ rows: SKETCH_ROWS, seed: 0 });
    return this.#sketch;
  }

  async #referenceDay(): Promise<ReferenceDay | undefined> {
    return findReferenceDay(this.#withDays(await this.file.greatest()));
  }

  async #wholeColumn(at: number): Promise<FileRows> {
    for await (const rows of this.file.parts(this.rows, [at])) return rows;
    throw new Error('the file has no rows');
  }

  async *#parts(): AsyncGenerator<FileRows> {
    for await (const { table, rowNumbers } of this.file.parts(this.limits.partRows)) {
      yield { table: this.#withDays(table), rowNumbers };
    }
  }

  #inHand({ table, rowNumbers }: FileRows): TableInMemory {
    return new TableInMemory(this.#withDays(table), rowNumbers, this.pool);
  }

  #withDays = (table: FileRows['table']) => withReferenceDays(table, this.spec);
}

/** Where some of the ascending numbers stand among all of them. */
function positionsOf(some: Int32Array, all: Int32Array): Int32Array {
  let at = 0;
  return some.map((number) => {
    while (all[at]! < number) at++;
    return at;
  });
}
