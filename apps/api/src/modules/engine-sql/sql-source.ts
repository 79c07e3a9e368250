import {
  type ColumnSummary,
  createMatrix,
  type Matrix,
  type Pool,
  type ReferenceDay,
} from '@holdfast/ml-core';
import { boundedDateSql, boundedNumberSql } from '../../platform/value-bounds.js';
import {
  type ClusterBatch,
  type Clustering,
  type ClusterModels,
  type FeatureColumnSpec,
  type Labelling,
  type ResultSink,
  rowsOutside,
  type SampleOptions,
  type ScoreBatch,
  type ScoreOptions,
  type ScoringModel,
  type SnapshotRef,
  TableInMemory,
  type TableSource,
  type TableSpec,
} from '../engine/index.js';
import { cellsInHand, collectTable, takeRows } from './collect-table.js';
import { countLevels, type LevelCounts } from './count-levels.js';
import { distancesInSql, encodeInSql } from './encode-in-sql.js';
import { hashInSql } from './hash-in-sql.js';
import { measureColumns } from './measure-columns.js';
import { double, rowsOf, type SqlColumns, type SqlDialect, type SqlTables } from './sql-tables.js';

/**
 * Opens a snapshot where SQL can read it. Nothing is copied and nothing kept there: every answer is one query over the
 * file, and clusters are expressions that are computed where they are asked for.
 * @throws what the tables throw for a file or a column that is not there
 */
export async function openSqlSource(
  tables: SqlTables,
  snapshot: Pick<SnapshotRef, 'uri'>,
  spec: TableSpec,
  pool?: Pool,
): Promise<TableSource> {
  const { dialect } = tables;
  const cells = columnsOf(spec).map((column, i) => `${cellOf(column, dialect)} as c${i}`);
  const file = dialect.parquet(snapshot.uri);
  const from = `(select cast(__row as int) as __row, ${cells.join(', ')} from ${file}) as rows_of_file`;
  const [[rows]] = (await rowsOf(tables, `select count(*) from ${from}`)) as [[number]];
  return new SqlSource(tables, from, spec, Number(rows), pool);
}

class SqlSource implements TableSource {
  readonly #labellings = new Map<string, ClusterModels>();
  #counted: Promise<LevelCounts> | undefined;
  #reference: Promise<ReferenceDay> | undefined;

  constructor(
    readonly tables: SqlTables,
    readonly from: string,
    readonly spec: TableSpec,
    readonly rows: number,
    readonly pool: Pool | undefined,
  ) {}

  async summarise({ tails = false } = {}): Promise<ColumnSummary[]> {
    const dates = this.#numbers().filter(({ type }) => type === 'DATE');
    const reference = dates.length > 0 ? await this.#referenceDay() : undefined;
    return (await this.#summarise({ group: '0', groups: 1, from: this.from, tails, reference }))[0]!;
  }

  summariseClusters(clustering: Clustering): Promise<ColumnSummary[][]> {
    const { labelling, model } = clustering;
    const [from, [group]] = this.#labelled([clustering]);
    return this.#summarise({ group: group!, groups: labelling.ks[model]!, from, tails: false });
  }

  async histogram(column: string, edges: readonly number[]): Promise<number[]> {
    const at = this.spec.columns.findIndex(({ name, type }) => name === column && type !== 'CATEGORY');
    if (at < 0) return new Array<number>(edges.length + 1).fill(0);
    const counts = Array.from({ length: edges.length + 1 }, (_, i) => {
      const above = i === 0 ? 'true' : `c${at} >= ${double(edges[i - 1]!)}`;
      const below = i === edges.length ? 'true' : `c${at} < ${double(edges[i]!)}`;
      return `count(*) filter (where ${above} and ${below})`;
    });
    const query = `select ${counts.join(', ')} from ${this.from} where c${at} is not null`;
    return (await rowsOf(this.tables, query))[0]!.map(Number);
  }

  async sample({ rows, seed, strata }: SampleOptions): Promise<TableInMemory> {
    const hashed = hashInSql(this.from, seed, this.tables.dialect);
    const cells = cellsInHand(this.spec);
    const within = strata === undefined ? '' : `partition by ${this.#column(strata)}`;
    const chosen =
      strata === undefined
        ? `(select * from ${hashed} order by h, __row limit ${Math.min(rows, this.rows)})`
        : `(select * from (select *, row_number() over (${within} order by h, __row) - 1 as place,
             count(*) over (${within}) as size from ${hashed}) as placed where place * ${this.rows} < ${rows} * size)`;
    const batches: SqlColumns[] = [];
    for await (const batch of this.tables.query(`select ${cells} from ${chosen} as chosen order by __row`)) {
      batches.push(batch);
    }
    const { levels } = await this.#levels();
    const byName = new Map(this.#categories().map(({ name }, i) => [name, levels[i]!]));
    const { table, rowNumbers } = collectTable(this.spec, batches, byName);
    return new TableInMemory(table, rowNumbers, this.pool);
  }

  async assign(clusters: ClusterModels): Promise<Labelling> {
    const id = String(this.#labellings.size);
    this.#labellings.set(id, clusters);
    return { id, ks: clusters.models.map(({ k }) => k) };
  }

  async send(labelling: Labelling, sink: ResultSink<ClusterBatch>): Promise<number> {
    const [from, labels] = this.#labelled(labelling.ks.map((_, model) => ({ labelling, model })));
    let sent = 0;
    for await (const [rows, ...columns] of this.tables.query(
      `select ${['__row', ...labels].join(', ')} from ${from} order by __row`,
    )) {
      const batch = {
        rows: Int32Array.from(rows as ArrayLike<number>),
        labels: new Uint8Array(rows!.length * labels.length),
      };
      columns.forEach((column, j) => {
        for (let i = 0; i < column.length; i++) batch.labels[i * labels.length + j] = column[i] as number;
      });
      await sink(batch);
      sent += rows!.length;
    }
    return sent;
  }

  async overlap(clustering: Clustering, other: Clustering): Promise<Matrix> {
    const [from, [a, b]] = this.#labelled([clustering, other]);
    const found = await rowsOf(
      this.tables,
      `select ${a} as a, ${b} as b, count(*) from ${from} group by a, b`,
    );
    const overlap = createMatrix(
      clustering.labelling.ks[clustering.model]!,
      other.labelling.ks[other.model]!,
    );
    for (const [row, column, count] of found as [number, number, number][]) {
      overlap.data[row * overlap.columns + column] = Number(count);
    }
    return overlap;
  }

  async score(
    model: ScoringModel,
    sink: ResultSink<ScoreBatch>,
    { except, onProgress }: ScoreOptions = {},
  ): Promise<number> {
    const isLeft = rowsOutside(except);
    let [read, sent] = [0, 0];
    const query = `select ${cellsInHand(this.spec)} from ${this.from} order by __row`;
    for await (const batch of this.tables.query(query)) {
      const all = collectTable(this.spec, [batch]);
      const left = Int32Array.from(all.rowNumbers.keys()).filter((i) => isLeft(all.rowNumbers[i]!));
      const { table, rowNumbers } = takeRows(all, left);
      sent += await new TableInMemory(table, rowNumbers, this.pool).score(model, sink);
      read += all.table.rows;
      onProgress?.(read / this.rows);
    }
    return sent;
  }

  close(): Promise<void> {
    return this.tables.close();
  }

  /** Of each group one summary a column; without a reference day, of dates no durations. */
  async #summarise(options: {
    group: string;
    groups: number;
    from: string;
    tails: boolean;
    reference?: ReferenceDay | undefined;
  }): Promise<ColumnSummary[][]> {
    const { group, groups, tails, reference } = options;
    const from = `(select ${group} as g, * from ${options.from}) as grouped`;
    const numbers = this.#numbers();
    const dates = reference ? numbers.filter(({ type }) => type === 'DATE') : [];
    const values = [
      ...numbers.map(({ name }) => this.#column(name)),
      ...dates.map(({ name }) => `${this.#day(reference!.day)} - ${this.#column(name)}`),
    ];
    const measured = await measureColumns(this.tables, { from, groups, values, tails });
    const categories = this.#categories();
    const all = await this.#levels();
    const texts = categories.map(({ name }) => this.#column(name));
    const counted = groups === 1 ? all : await countLevels(this.tables, from, texts);
    return measured.map((columns, g) =>
      this.spec.columns.map((column): ColumnSummary => {
        const { name } = column;
        if (column.type === 'CATEGORY') {
          const k = categories.indexOf(column);
          return summaryOfLevels(name, all.levels[k]!, (level) => counted.count(g, k, level));
        }
        const { rows, known, measures } = columns[numbers.indexOf(column)]!;
        const durations = dates.includes(column) && columns[numbers.length + dates.indexOf(column)]!.measures;
        const missing = rows - known;
        const summary = {
          kind: 'numeric',
          name,
          rows,
          missing,
          weight: known,
          missingWeight: missing,
        } as const;
        return {
          ...summary,
          values: measures,
          ...(durations && { durations: { ...durations, reference: reference! } }),
        };
      }),
    );
  }

  /** The rows with their clusters under some models, and the columns that these are in. */
  #labelled(clusterings: readonly Clustering[]): [from: string, labels: string[]] {
    const { dialect } = this.tables;
    const relation = { dialect, column: this.#column, day: this.#day };
    const ids = [...new Set(clusterings.map(({ labelling }) => labelling.id))];
    const from = ids.reduce((inner, id) => {
      const { preprocessor, models } = this.#labellings.get(id)!;
      const wanted = [
        ...new Set(clusterings.filter(({ labelling }) => labelling.id === id).map(({ model }) => model)),
      ];
      const cells = encodeInSql(preprocessor, relation);
      const x = cells.map((_, j) => `x${id}_${j}`);
      const distances = wanted.map((model) => distancesInSql(models[model]!, cells, x, dialect));
      const d = distances.map((of, i) => of.map((_, c) => `d${id}_${wanted[i]}_${c}`));
      const places = d.map((of) => of.map((distance, c) => `when ${distance} then ${c}`).join(' '));
      // Each step a relation: what is used more than once is computed once.
      return [
        cells.map(({ sql }, j) => `${sql} as ${x[j]}`),
        distances.flatMap((of, i) => of.map((sql, c) => `${sql} as ${d[i]![c]}`)),
        d.map((of, i) => `${of.length === 1 ? of[0] : `least(${of.join(', ')})`} as n${id}_${wanted[i]}`),
        places.map((cases, i) => `case n${id}_${wanted[i]} ${cases} end as l${id}_${wanted[i]}`),
      ].reduce(
        (rows, columns, step) => `(select *, ${columns.join(', ')} from ${rows}) as step_${step}`,
        inner,
      );
    }, this.from);
    return [from, clusterings.map(({ labelling, model }) => `l${labelling.id}_${model}`)];
  }

  #numbers(): FeatureColumnSpec[] {
    return this.spec.columns.filter(({ type }) => type !== 'CATEGORY');
  }

  #categories(): FeatureColumnSpec[] {
    return this.spec.columns.filter(({ type }) => type === 'CATEGORY');
  }

  #column = (name: string): string => `c${this.spec.columns.findIndex((column) => column.name === name)}`;

  /** The day that a row's dates count back from. */
  #day = (otherwise: number): string =>
    this.spec.observedOn ? `coalesce(c${this.spec.columns.length}, ${double(otherwise)})` : double(otherwise);

  #levels(): Promise<LevelCounts> {
    const texts = this.#categories().map(({ name }) => this.#column(name));
    this.#counted ??= countLevels(this.tables, `(select 0 as g, * from ${this.from}) as whole`, texts);
    return this.#counted;
  }

  #referenceDay(): Promise<ReferenceDay> {
    this.#reference ??= this.#findReferenceDay();
    return this.#reference;
  }

  /** As ml-core's `findReferenceDay`. */
  async #findReferenceDay(): Promise<ReferenceDay> {
    const { columns, observedOn } = this.spec;
    const dates = columns.flatMap(({ type }, i) => (type === 'DATE' ? [`max(c${i})`] : []));
    const seen = observedOn ? [`max(c${columns.length})`] : [];
    const [last] = (await rowsOf(
      this.tables,
      `select ${[...seen, ...dates].join(', ')} from ${this.from}`,
    )) as (number | null)[][];
    const known = last!.slice(seen.length).filter((day) => day !== null);
    const day = (observedOn && last![0]) ?? (known.length === 0 ? 0 : Math.max(...known));
    return { name: observedOn?.name ?? null, day };
  }
}

function summaryOfLevels(
  name: string,
  levels: readonly string[],
  count: (level: string | null) => number,
): ColumnSummary {
  const missing = count(null);
  const levelWeight = Float64Array.from(levels, count);
  const rows = levelWeight.reduce((sum, weight) => sum + weight, missing);
  return { kind: 'categorical', name, rows, missing, missingWeight: missing, levels, levelWeight };
}

function columnsOf({ columns, observedOn }: TableSpec): FeatureColumnSpec[] {
  return [...columns, ...(observedOn ? [observedOn] : [])];
}

/** A column as engines see it: numbers, or text; missing is null. */
function cellOf({ name, type }: FeatureColumnSpec, dialect: SqlDialect): string {
  const cell = dialect.name(name);
  switch (type) {
    case 'NUMBER':
      return boundedNumberSql(`cast(${cell} as double)`);
    case 'BOOLEAN':
      return `cast(cast(cast(${cell} as boolean) as int) as double)`;
    case 'DATE':
      return `${dialect.micros(boundedDateSql(`cast(${cell} as timestamp)`))} / 1e6 / 86400`;
    case 'CATEGORY':
      return `cast(${cell} as string)`;
  }
}
