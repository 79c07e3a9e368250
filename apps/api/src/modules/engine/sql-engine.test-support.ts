import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import {
  type ColumnSummary,
  createMatrix,
  type FeatureColumn,
  type KMeansModel,
  type Measures,
  type NumericColumn,
  type NumericSummary,
  type Preprocessor,
  saltOf,
} from '@holdfast/ml-core';
import { boundedDateSql, boundedNumberSql } from '../../platform/value-bounds.js';
import {
  type AnalyticsEngine,
  type ClusterBatch,
  type Clustering,
  type ClusterModels,
  type FeatureColumnSpec,
  type Labelling,
  type ResultSink,
  type SampleOptions,
  type ScoreBatch,
  type ScoreOptions,
  type ScoringModel,
  TableInMemory,
  type TableSource,
  type TableSpec,
} from './index.js';

/**
 * An engine that leaves everything to SQL, to show what a new one has to write: the primitives, and no line about
 * what is learned from their answers. Its rows stay in DuckDB; those of a sample and of a page to be scored come out.
 */
export function createSqlEngine(): AnalyticsEngine {
  return {
    kind: 'sql',
    async open(snapshot, spec, signal) {
      signal?.throwIfAborted();
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      const all = [...spec.columns, ...(spec.observedOn ? [spec.observedOn] : [])];
      const file = `read_parquet(${text(fileURLToPath(snapshot.uri))})`;
      await connection.run(
        `create table t as select __row::integer as __row, ${all.map(asValue).join(', ')} from ${file}`,
      );
      await connection.run(`create macro fold(h, n, f) as xor(h, h >> n) * f & 4294967295::ubigint`);
      await connection.run(
        `create macro scramble(w) as xor(fold(fold(w::ubigint, 16, 569420461::ubigint), 15, 3545902487::ubigint),
           fold(fold(w::ubigint, 16, 569420461::ubigint), 15, 3545902487::ubigint) >> 15)`,
      );
      const [[rows]] = (await ask(connection, 'select count(*)::integer from t')) as [[number]];
      return new SqlSource(connection, spec, rows);
    },
  };
}

type Row = readonly unknown[];

async function ask(connection: DuckDBConnection, query: string): Promise<Row[]> {
  return (await connection.runAndReadAll(query)).getRows() as Row[];
}

class SqlSource implements TableSource {
  #labellings = 0;

  constructor(
    readonly connection: DuckDBConnection,
    readonly spec: TableSpec,
    readonly rows: number,
  ) {}

  async summarise({ tails = false } = {}): Promise<ColumnSummary[]> {
    return (await this.#summarise('t', '0', 1, tails))[0]!;
  }

  summariseClusters({ labelling: { id, ks }, model }: Clustering): Promise<ColumnSummary[][]> {
    return this.#summarise(`t join ${id} using (__row)`, `l${model}`, ks[model]!, null);
  }

  async histogram(column: string, edges: readonly number[]): Promise<number[]> {
    const within = [null, ...edges].map((from, i) => {
      const above = from === null ? 'true' : `v >= ${from}`;
      return `count(*) filter (${above} and ${edges[i] === undefined ? 'true' : `v < ${edges[i]}`})::integer`;
    });
    const query = `select ${within.join(', ')} from (select ${name(column)} as v from t) where v is not null`;
    return [...((await ask(this.connection, query))[0] as number[])];
  }

  async sample({ rows, seed, strata }: SampleOptions): Promise<TableInMemory> {
    const within = strata === undefined ? '' : `partition by ${name(strata)}`;
    return this.#read(
      `select * from t qualify (row_number() over (${within} order by scramble(xor(${saltOf(seed)}, __row)), __row) - 1)
         * ${this.rows} < ${rows} * count(*) over (${within})`,
    );
  }

  async assign({ preprocessor, models }: ClusterModels): Promise<Labelling> {
    const id = `labels_${this.#labellings++}`;
    const encoded = this.#encode(preprocessor).map((cell, j) => `${cell} as x${j}`);
    const labels = models.map((model, i) => `${nearest(model)} as l${i}`);
    await this.connection.run(
      `create table ${id} as select __row, ${labels.join(', ')} from (select __row, ${encoded.join(', ')} from t)`,
    );
    return { id, ks: models.map(({ k }) => k) };
  }

  async send({ id, ks }: Labelling, sink: ResultSink<ClusterBatch>): Promise<number> {
    const found = await ask(this.connection, `select * from ${id} order by __row`);
    const rows = Int32Array.from(found, ([row]) => row as number);
    await sink({ rows, labels: Uint8Array.from(found.flatMap(([, ...labels]) => labels as number[])) });
    return ks.length === 0 ? 0 : rows.length;
  }

  async overlap({ labelling: a, model: i }: Clustering, { labelling: b, model: j }: Clustering) {
    const query = `select a.l${i}, b.l${j}, count(*)::integer from ${a.id} a join ${b.id} b using (__row) group by all`;
    const overlap = createMatrix(a.ks[i]!, b.ks[j]!);
    for (const [row, column, count] of (await ask(this.connection, query)) as [number, number, number][]) {
      overlap.data[row * overlap.columns + column] = count;
    }
    return overlap;
  }

  async score(model: ScoringModel, sink: ResultSink<ScoreBatch>, { except, onProgress }: ScoreOptions = {}) {
    const left = except ? `where not list_contains([${except.rowNumbers}], __row)` : '';
    return (await this.#read(`select * from t ${left}`)).score(model, sink, { onProgress });
  }

  async close(): Promise<void> {
    this.connection.closeSync();
  }

  /** Of each group one summary a column; `tails` null: of dates no durations either. */
  async #summarise(from: string, group: string, count: number, tails: boolean | null) {
    const columns = await Promise.all(
      this.spec.columns.map(async (column) =>
        column.type === 'CATEGORY'
          ? this.#summariseLevels(column.name, from, group, count)
          : this.#summariseNumbers(column, from, group, count, tails),
      ),
    );
    return Array.from({ length: count }, (_, g) => columns.map((summaries) => summaries[g]!));
  }

  async #summariseNumbers(
    { name: column, type }: FeatureColumnSpec,
    from: string,
    group: string,
    count: number,
    tails: boolean | null,
  ): Promise<NumericSummary[]> {
    const values = await this.#measure(name(column), from, group, count, tails === true);
    const reference =
      type === 'DATE' && tails !== null && values[0]!.measures ? await this.#reference() : null;
    const since = reference ? `${this.#day(reference.day)} - ${name(column)}` : '';
    const [durations] = reference ? await this.#measure(since, from, group, count, tails === true) : [];
    return values.map(({ rows, known, measures }) => ({
      ...({ kind: 'numeric', name: column, rows, missing: rows - known } as const),
      ...{ weight: known, missingWeight: rows - known, values: measures },
      ...(reference && { durations: { ...durations!.measures!, reference } }),
    }));
  }

  async #measure(value: string, from: string, group: string, count: number, tails: boolean) {
    const unit = tails ? `(select median(abs(${value})) from ${from} where ${value} <> 0)` : '1';
    const found = await ask(
      this.connection,
      `select g, count(*)::integer, count(v)::integer, min(v), max(v), any_value(m), any_value(d), median(v),
         coalesce(avg(pow((v - m) / nullif(d, 0), 3)), 0), avg(s), any_value(e), any_value(u),
         coalesce(avg(pow((s - n) / nullif(e, 0), 3)), 0)
       from (select *, avg(v) over w as m, stddev_pop(v) over w as d, avg(s) over w as n, stddev_pop(s) over w as e
         from (select *, ${shorten('v', 'u')} as s from (select ${group} as g, ${value} as v, ${unit} as u from ${from}))
         window w as (partition by g))
       group by g`,
    );
    return Array.from({ length: count }, (_, g) => {
      const row = (found.find(([key]) => key === g) ?? [g, 0, 0]) as number[];
      const [, rows, known, least, most, mean, deviation, median, skewness, ...tail] = row;
      const tailOf = { mean: tail[0]!, deviation: tail[1]!, unit: tail[2]!, skewness: tail[3]! };
      const measures = { least, most, mean, deviation, median, skewness } as Measures;
      const measured = tails && least !== most ? { ...measures, tail: tailOf } : measures;
      return { rows: rows!, known: known!, measures: known === 0 ? null : measured };
    });
  }

  async #summariseLevels(column: string, from: string, group: string, count: number) {
    const counted = (await ask(
      this.connection,
      `select ${group}, ${name(column)}, count(*)::integer from ${from} group by 1, 2`,
    )) as [number, string | null, number][];
    const query = `select ${name(column)} from t where ${name(column)} is not null group by 1 order by count(*) desc, 1`;
    const levels = (await ask(this.connection, query)).map(([level]) => level as string);
    return Array.from({ length: count }, (_, g) => {
      const weigh = (level: string | null) => counted.find(([key, v]) => key === g && v === level)?.[2] ?? 0;
      const missing = weigh(null);
      const levelWeight = Float64Array.from(levels, weigh);
      const rows = levelWeight.reduce((sum, weight) => sum + weight, missing);
      return {
        kind: 'categorical' as const,
        name: column,
        rows,
        missing,
        missingWeight: missing,
        levels,
        levelWeight,
      };
    });
  }

  /** The day that dates count back from where a row does not say its own. */
  async #reference() {
    const { observedOn, columns } = this.spec;
    const dates = observedOn ? [observedOn] : columns.filter(({ type }) => type === 'DATE');
    const last = dates.map((date) => `max(${name(date.name)})`).join(', ');
    const [[day]] = (await ask(this.connection, `select greatest(${last}) from t`)) as [[number]];
    return { name: observedOn?.name ?? null, day };
  }

  #day(otherwise: number): string {
    const { observedOn } = this.spec;
    return observedOn ? `coalesce(${name(observedOn.name)}, ${otherwise})` : String(otherwise);
  }

  /** The cells of a row of X. */
  #encode({ columns, referenceDay }: Preprocessor): string[] {
    return columns.flatMap((encoding) => {
      if (encoding.kind === 'dropped') return [];
      const column = name(encoding.name);
      if (encoding.kind === 'categorical') {
        const known = encoding.levels.map((level, i) => `when ${text(level)} then ${encoding.levelAt[i]}`);
        const place = `case when ${column} is null then ${encoding.missingAt} else
          case ${column} ${known.join(' ')} else ${encoding.unseenAt} end end`;
        return encoding.names.map((_, position) => `(${place} = ${position})::integer`);
      }
      const { low, high } = encoding;
      const limited =
        low === undefined
          ? column
          : `case when ${column} is not null then least(greatest(${column}, ${low}), ${high}) end`;
      const value = encoding.isDate ? `${this.#day(referenceDay!.day)} - ${column}` : limited;
      const { fill, logUnit, center, scale, valueAt, missingAt } = encoding;
      const filled = `coalesce(${value}, ${fill})`;
      const scaled = `(${logUnit === 0 ? filled : shorten(filled, String(logUnit))} - ${center}) / ${scale}`;
      return [...(valueAt >= 0 ? [scaled] : []), ...(missingAt >= 0 ? [`(${column} is null)::integer`] : [])];
    });
  }

  async #read(query: string): Promise<TableInMemory> {
    const { columns, observedOn } = this.spec;
    const found = await ask(this.connection, `select * from (${query}) order by __row`);
    const cells = columns.map((column, j) => toColumn(column, found, j + 1));
    const observed = observedOn && (toColumn(observedOn, found, columns.length + 1) as NumericColumn);
    return new TableInMemory(
      { rows: found.length, columns: cells, ...(observed && { observedOn: observed }) },
      Int32Array.from(found, ([row]) => row as number),
    );
  }
}

function toColumn({ name, type }: FeatureColumnSpec, rows: readonly Row[], at: number): FeatureColumn {
  const cells = rows.map((row) => row[at]);
  if (type !== 'CATEGORY') {
    const values = Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : (cell as number)));
    return { kind: 'numeric', name, values, ...(type === 'DATE' && { isDate: true }) };
  }
  const levels = [...new Set(cells.filter((cell) => cell !== null) as string[])];
  return {
    kind: 'categorical',
    name,
    levels,
    codes: Int32Array.from(cells, (cell) => levels.indexOf(cell as string)),
  };
}

/** A column as the engine sees it: numbers, or text; missing is null. */
function asValue({ name: column, type }: FeatureColumnSpec): string {
  const cell = name(column);
  const values = {
    NUMBER: boundedNumberSql(`${cell}::double`),
    BOOLEAN: `${cell}::boolean::integer::double`,
    DATE: `epoch(${boundedDateSql(`${cell}::timestamp`)}) / 86400`,
    CATEGORY: `${cell}::varchar`,
  };
  return `${values[type]} as ${cell}`;
}

function shorten(value: string, unit: string): string {
  return `sign(${value}) * ln(1 + abs(${value}) / ${unit})`;
}

/** The first of the nearest centroids. */
function nearest({ k, centroids: { columns, data } }: KMeansModel): string {
  const distances = Array.from({ length: k }, (_, c) =>
    Array.from({ length: columns }, (_, j) => `pow(x${j} - ${data[c * columns + j]}, 2)`).join(' + '),
  );
  return `list_position([${distances}], list_min([${distances}]))::integer - 1`;
}

function name(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
