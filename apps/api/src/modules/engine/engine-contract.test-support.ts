import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  applyPreprocessor,
  countOverlap,
  createRandom,
  type FeatureTable,
  fitKMeans,
  fitPlatt,
  fitPreprocessor,
  hashKeys,
  type NumericColumn,
  predictKMeans,
  predictProba,
  preprocessorFrom,
  summarise,
  summariseGroups,
  trainClassifier,
} from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AnalyticsEngine,
  ScoringModel,
  SnapshotRef,
  TableSource,
  TableSpec,
} from './analytics-engine.js';
import { scoreTable } from './scoring-model.js';
import { snapshotRef } from './snapshot-ref.js';

const ROWS = 500;
const spec: TableSpec = {
  columns: [
    { name: 'spend "net"', type: 'NUMBER' },
    { name: 'visits', type: 'NUMBER' },
    { name: 'member', type: 'BOOLEAN' },
    { name: 'consent', type: 'CATEGORY' },
    { name: 'city', type: 'CATEGORY' },
    { name: 'since', type: 'DATE' },
  ],
  observedOn: { name: 'seen', type: 'DATE' },
};

/** The same rows as a file and as ml-core takes them: gaps, a long tail, quotes, days of their own. */
const random = createRandom(8);
const draw = <T>(value: (i: number) => T) => Array.from({ length: ROWS }, (_, i) => value(i));
const gap = <T>(share: number, value: T) => (random.next() < share ? null : value);
type Cell = number | boolean | string | null;
const cells = {
  __row: draw((i) => 3 * i + 1),
  'spend "net"': draw(() => gap(0.1, Math.round(100 * Math.exp(2 * random.normal())) / 100)),
  visits: draw((i) => (i % 50 === 0 ? Number.POSITIVE_INFINITY : random.integer(9) - 2)),
  member: draw(() => gap(0.2, random.next() < 0.3)),
  consent: draw(() => gap(0.05, random.next() < 0.6)),
  city: draw(() => gap(0.1, ['Bonn', 'Ulm', "L'Aquila", 'Kiel'][Math.floor(3.2 * random.next())]!)),
  since: draw(() => gap(0.1, 17_000 + random.integer(800))),
  seen: draw(() => gap(0.3, 18_000 + random.integer(90))),
};
const table: FeatureTable = {
  rows: ROWS,
  columns: [
    numbers('spend "net"'),
    numbers('visits'),
    numbers('member'),
    levels('consent', ['true', 'false']),
    levels('city', ['Bonn', "L'Aquila", 'Ulm', 'Kiel']),
    { ...numbers('since'), isDate: true },
  ],
  observedOn: { ...numbers('seen'), isDate: true },
};
const rowNumbers = Int32Array.from(cells.__row);

function numbers(name: 'spend "net"' | 'visits' | 'member' | 'since' | 'seen'): NumericColumn {
  const values = Float64Array.from(cells[name] as Cell[], (cell) =>
    cell === null || cell === Number.POSITIVE_INFINITY ? Number.NaN : Number(cell),
  );
  return { kind: 'numeric', name, values };
}

function levels(name: 'consent' | 'city', known: string[]) {
  const count = (level: string) => cells[name].filter((cell) => String(cell) === level).length;
  const sorted = known.toSorted((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
  const codes = Int32Array.from(cells[name] as Cell[], (cell) =>
    cell === null ? -1 : sorted.indexOf(String(cell)),
  );
  return { kind: 'categorical' as const, name, levels: sorted, codes };
}

async function writeSnapshot(path: string): Promise<SnapshotRef> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const days = (cell: unknown) => (cell === null ? 'null' : `date '1970-01-01' + ${cell}::integer`);
  const values: Record<string, (cell: unknown) => string> = {
    city: (cell) => (cell === null ? 'null' : `'${String(cell).replace("'", "''")}'`),
    visits: (cell) => `'${cell}'::double`,
    since: days,
    seen: days,
  };
  const names = Object.keys(cells) as (keyof typeof cells)[];
  // In no order: engines must not take the file's for theirs.
  const rows = draw((i) => (i * 7) % ROWS).map(
    (i) => `(${names.map((name) => (values[name] ?? String)(cells[name][i])).join(', ')})`,
  );
  const columns = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
  await connection.run(
    `copy (select * from (values ${rows.join(', ')}) as t(${columns})) to '${path}' (format parquet)`,
  );
  connection.closeSync();
  return snapshotRef({ path, sha256: 'contract', rows: ROWS });
}

/** Numbers that agree to nine digits, and everything else exactly. */
function expectClose(actual: unknown, expected: unknown, path = ''): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const far = Math.abs(actual - expected) > 1e-9 * Math.max(1, Math.abs(expected));
    if (far) expect.fail(`${path} is ${actual}; it must be ${expected}`);
  } else if (typeof expected === 'object' && expected !== null) {
    const plain = ArrayBuffer.isView(expected) ? [...(expected as Float64Array)] : expected;
    expect(Object.keys(actual as object).sort(), path).toEqual(Object.keys(plain).sort());
    for (const [key, value] of Object.entries(plain)) {
      expectClose((actual as Record<string, unknown>)[key], value, `${path}.${key}`);
    }
  } else expect(actual, path).toEqual(expected);
}

/** The contract of every engine: it returns what ml-core would for the same rows, and makes no decisions. */
export function describeEngine(kind: string, create: () => AnalyticsEngine): void {
  describe(`the ${kind} engine`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-engine-'));
    let snapshot: SnapshotRef;
    let source: TableSource;
    beforeAll(async () => {
      snapshot = await writeSnapshot(join(folder, 'contract.parquet'));
      source = await create().open(snapshot, spec);
    });
    afterAll(async () => {
      await source.close();
      rmSync(folder, { recursive: true });
    });

    it('has its kind, and the rows of the snapshot', () => {
      expect(create().kind).toBe(kind);
      expect(source.rows).toBe(ROWS);
    });

    it('summarises every column', async () => {
      expectClose(await source.summarise(), summarise(table));
      expectClose(await source.summarise({ tails: true }), summarise(table, { tails: true }));
    });

    it('summarises well enough to learn the same encoding as from our rows', async () => {
      for (const logLongTails of [false, true]) {
        const learned = preprocessorFrom(await source.summarise({ tails: logLongTails }), { logLongTails });
        expectClose(learned, fitPreprocessor(table, { logLongTails }));
      }
    });

    it('counts numbers between edges and outside them', async () => {
      expect(await source.histogram('visits', [0, 3])).toEqual(
        [-9, 0, 3].map(
          (from, i) => numbers('visits').values.filter((v) => v >= from && v < [0, 3, 99][i]!).length,
        ),
      );
    });

    it('draws the rows with the smallest hashes, in order', async () => {
      const hashes = hashKeys(rowNumbers, 6);
      const byHash = Int32Array.from(hashes.keys()).sort((a, b) => hashes[a]! - hashes[b]!);
      const drawn = await source.sample({ rows: 120, seed: 6 });
      expect([...drawn.rowNumbers]).toEqual([
        ...Int32Array.from(byHash.subarray(0, 120), (i) => rowNumbers[i]!).sort(),
      ]);
      const spend = drawn.table.columns[0] as NumericColumn;
      drawn.rowNumbers.forEach((row, i) => {
        const { values } = numbers('spend "net"');
        expect(spend.values[i]).toEqual(values[rowNumbers.indexOf(row)]);
      });
      expect((await source.sample({ rows: ROWS, seed: 6 })).rowNumbers).toEqual(rowNumbers);
    });

    it('draws its share of every stratum', async () => {
      const { table: drawn } = await source.sample({ rows: 100, seed: 6, strata: 'city' });
      const [part, all] = [summarise(drawn)[4]!, summarise(table)[4]!];
      if (part.kind !== 'categorical' || all.kind !== 'categorical') return expect.fail('cities are levels');
      all.levels.forEach((level, i) => {
        expect(part.levelWeight[part.levels.indexOf(level)]).toBe(Math.ceil(all.levelWeight[i]! / 5));
      });
    });

    it('finds, keeps, sends, counts and describes the clusters of our models', async () => {
      const { clusters, labels } = await clusterRows();
      const labelling = await source.assign(clusters);
      expect(labelling.ks).toEqual([2, 4]);
      const sent: number[] = [];
      const count = await source.send(labelling, async (batch) => {
        batch.rows.forEach((row, i) => {
          sent.push(row, ...batch.labels.subarray(2 * i, 2 * i + 2));
        });
      });
      expect(count).toBe(ROWS);
      expect(sent).toEqual([...rowNumbers].flatMap((row, i) => [row, labels[0]![i]!, labels[1]![i]!]));

      const [two, four] = [0, 1].map((model) => ({ labelling, model })) as [never, never];
      expect(await source.overlap(four, two)).toEqual(
        countOverlap({ previousLabels: labels[0]!, previousK: 2, nextLabels: labels[1]!, nextK: 4 }),
      );
      expectClose(await source.summariseClusters(four), summariseGroups(table, labels[1]!, 4));
    });

    it('scores every row with our model', async () => {
      const model = await scoringModel();
      const expected = await scoreTable(model, table);
      const scores = { rows: [] as number[], probability: [] as number[], contributions: [] as number[] };
      const count = await source.score(model, async (batch) => {
        scores.rows.push(...batch.rows);
        scores.probability.push(...batch.probability);
        scores.contributions.push(...batch.contributions);
      });
      expect(count).toBe(ROWS);
      expect(scores.rows).toEqual([...rowNumbers]);
      expectClose(scores.probability, expected.probability);
      expectClose(scores.contributions, expected.contributions.data);
    });

    it('scores the rows outside a sample, each as among all', async () => {
      const model = await scoringModel();
      const expected = await scoreTable(model, table);
      const sample = await source.sample({ rows: 120, seed: 6 });
      const outside = rowNumbers.filter((row) => !sample.rowNumbers.includes(row));
      const scores = { rows: [] as number[], probability: [] as number[] };
      const told: number[] = [];
      const count = await source.score(
        model,
        async ({ rows, probability }) => {
          scores.rows.push(...rows);
          scores.probability.push(...probability);
        },
        { except: sample, onProgress: (fraction) => told.push(fraction) },
      );
      expect(count).toBe(ROWS - sample.rows);
      expect(scores.rows).toEqual([...outside]);
      expectClose(
        scores.probability,
        Array.from(outside, (row) => expected.probability[rowNumbers.indexOf(row)]!),
      );
      expect(told.at(-1)).toBe(1);
    });

    it('says which snapshot it cannot read, and does not start after an abort', async () => {
      const gone = snapshotRef({ path: join(folder, 'none.parquet'), sha256: '', rows: 0 });
      await expect(create().open(gone, spec)).rejects.toThrow(/none\.parquet/);
      const reason = new Error('no longer wanted');
      await expect(create().open(snapshot, spec, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}

async function clusterRows() {
  const preprocessor = fitPreprocessor(table, { logLongTails: true, equalCategories: true });
  const X = applyPreprocessor(preprocessor, table);
  const models = await Promise.all([2, 4].map((k) => fitKMeans(X, { k, seed: 1 })));
  return { clusters: { preprocessor, models }, labels: models.map((model) => predictKMeans(model, X)) };
}

async function scoringModel(): Promise<ScoringModel> {
  const y = Uint8Array.from(numbers('visits').values, (visits, i) => Number(visits + (i % 5) > 4));
  const { preprocessor, model } = await trainClassifier({ table, y, algorithm: 'logisticRegression' });
  const calibrator = fitPlatt(predictProba(model, applyPreprocessor(preprocessor, table)), y);
  return { preprocessor, classifier: model, calibrator, columns: spec.columns };
}
