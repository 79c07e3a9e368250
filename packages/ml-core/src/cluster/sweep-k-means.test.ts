import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import { createMatrix, matrixFromRows, takeRows } from '../matrix.js';
import { adjustedRandIndex } from '../metrics/clustering.js';
import { createLocalThreads } from '../parallel/local-threads.test-support.js';
import { createPool } from '../parallel/pool.js';
import { createRandom } from '../random.js';
import { sampleRows } from '../sample-rows.js';
import { serveTasks } from '../tasks.js';
import type { Matrix } from '../types.js';
import { golden, goldenX } from './clustering-golden.test-support.js';
import { fitKMeansRange } from './fit/fit-k-means-range.js';
import { selectK } from './select-k.js';
import { sweepKMeans } from './sweep-k-means.js';

const threads = createLocalThreads();
afterEach(() => threads.close());

describe('sweepKMeans', () => {
  it('measures every k of the range on the labels that it returns', async () => {
    const { fits } = await sweepKMeans(goldenX, { minK: 3, maxK: 5, resamples: 4 });
    expect(fits.map(({ k }) => k)).toEqual([3, 4, 5]);
    for (const { k, model, labels, quality } of fits) {
      const expected = golden.fits.find((fit) => fit.k === k)!;
      expect(quality.silhouetteScore).toBeGreaterThan(expected.silhouette - 0.01);
      expect(quality.inertia).toBe(model.inertia);
      expect(quality.sizes.reduce((sum, size) => sum + size, 0)).toBe(goldenX.rows);
      expect(quality.sizes[0]).toBe(labels.filter((label) => label === 0).length);
      expect(quality.smallestShare).toBe(Math.min(...quality.sizes) / goldenX.rows);
      expect(quality.stability).toBeGreaterThanOrEqual(quality.worstStability);
    }
  });

  it('finds planted groups to be stable, and more groups than there are not to be', async () => {
    const random = createRandom(1);
    const places = [0, 8, 16, 40];
    const X = createMatrix(
      400,
      2,
      Float64Array.from({ length: 800 }, (_, i) => {
        return random.normal() + (i % 2 === 0 ? places[(i / 2) % 4]! : 0);
      }),
    );
    const sweep = await sweepKMeans(X, { maxK: 8 });
    const at = (k: number) => sweep.fits.find((fit) => fit.k === k)!.quality;
    expect(at(4).stability).toBeGreaterThan(0.99);
    expect(at(8).stability).toBeLessThan(0.9);
    expect(selectK(sweep)).toMatchObject({ k: 4, rule: 'stable' });
  });

  it('gives the same sweep again, and with any number of threads', async () => {
    const options = { maxK: 4, resamples: 3, seed: 9 };
    const alone = await sweepKMeans(goldenX, options);
    expect(await sweepKMeans(goldenX, options)).toEqual(alone);
    const pool = createPool(threads.start(2, serveTasks));
    expect(await sweepKMeans(goldenX, { ...options, pool })).toEqual(alone);
  });

  it('prefers the better separated of two outcomes whose inertia is the same for all purposes', async () => {
    const { fits } = await sweepKMeans(goldenX, { resamples: 1 });
    const least = await fitKMeansRange(goldenX);
    for (const [i, { model }] of fits.entries()) {
      expect(model.inertia / least[i]!.model.inertia).toBeLessThanOrEqual(1.004);
    }
  });

  it('continues an earlier fit where that costs next to no inertia, so that clusters stay with their rows', async () => {
    const options = { minK: 3, maxK: 7, resamples: 1 };
    const random = createRandom(5);
    const cloud = createMatrix(1500, 4);
    for (let i = 0; i < cloud.data.length; i++) cloud.data[i] = random.normal() * (1 + (i % 4) / 4);
    const before = await sweepKMeans(cloud, options);
    let unlike = 0;
    for (let seed = 1; seed <= 3; seed++) {
      const part = sampleRows(1500, 1350, createRandom(seed));
      const X = takeRows(cloud, part);
      const previous = before.fits.map(({ model }) => model.centroids);
      const [fresh, continued] = [
        await sweepKMeans(X, { ...options, seed }),
        await sweepKMeans(X, { ...options, seed, previous }),
      ];
      for (const [i, { labels, model }] of continued.fits.entries()) {
        const known = Uint8Array.from(part, (row) => before.fits[i]!.labels[row]!);
        const least = fresh.fits[i]!.model.inertia;
        expect(model.inertia).toBeLessThanOrEqual(1.003 * least);
        unlike += Number(adjustedRandIndex(fresh.fits[i]!.labels, known) < 0.9);
        if (model.inertia > least) expect(adjustedRandIndex(labels, known)).toBeGreaterThan(0.9);
      }
    }
    // Otherwise there would be nothing to keep.
    expect(unlike).toBeGreaterThan(2);
  });

  it('gives the same sweep again where it continues itself', async () => {
    const options = { minK: 2, maxK: 6, resamples: 2 };
    const once = await sweepKMeans(goldenX, options);
    const previous = once.fits.map(({ model }) => model.centroids);
    expect(await sweepKMeans(goldenX, { ...options, previous })).toEqual(once);
  });

  it('leaves a k alone that has no earlier fit', async () => {
    const options = { minK: 4, maxK: 4, resamples: 1 };
    const previous = [createMatrix(3, goldenX.columns)];
    expect(await sweepKMeans(goldenX, { ...options, previous })).toEqual(await sweepKMeans(goldenX, options));
  });

  it('reports progress to the end, and stops when aborted', async () => {
    const steps: number[] = [];
    const signal = { aborted: false, reason: new Error('enough') };
    await sweepKMeans(goldenX, {
      maxK: 3,
      resamples: 2,
      onProgress: (fraction) => void steps.push(fraction),
    });
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBeCloseTo(1, 12);
    const stopped = sweepKMeans(goldenX, {
      signal,
      onProgress: (fraction) => {
        signal.aborted = fraction > 0.5;
      },
    });
    await expect(stopped).rejects.toThrow('enough');
  });

  it('refuses k = 1, no resamples, and as many clusters as rows', async () => {
    await expect(sweepKMeans(goldenX, { minK: 1 })).rejects.toThrow(InvalidParameterError);
    await expect(sweepKMeans(goldenX, { resamples: 0 })).rejects.toThrow(InvalidParameterError);
    await expect(sweepKMeans(matrixFromRows([[1], [2], [3]]), { maxK: 3 })).rejects.toThrow(
      DegenerateDataError,
    );
  });
});

const data = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

/** Columns of a file of plain numbers, blanks filled with the median, each column standardised. */
function readColumns(file: string, pick: (row: Record<string, number>) => number[]): Matrix {
  const [header, ...lines] = readFileSync(`${data}${file}`, 'utf8').trim().split(/\r?\n/);
  const names = header!.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',').map((cell) => (cell === '' ? Number.NaN : Number(cell)));
    return pick(Object.fromEntries(names.map((name, i) => [name, cells[i]!])));
  });
  const columns = rows[0]!.map((_, j) => standardise(rows.map((row) => row[j]!)));
  return matrixFromRows(rows.map((_, i) => columns.map((column) => column[i]!)));
}

function standardise(values: number[]): number[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const median = (known[Math.floor((known.length - 1) / 2)]! + known[Math.floor(known.length / 2)]!) / 2;
  const filled = values.map((value) => (Number.isNaN(value) ? median : value));
  const mean = filled.reduce((sum, value) => sum + value, 0) / filled.length;
  const deviation = Math.sqrt(filled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / filled.length);
  return filled.map((value) => (value - mean) / deviation);
}

const MARKETING = 'marketing_campaign_comma_iso.csv';
const starting = (row: Record<string, number>, prefix: string) => {
  return Object.keys(row)
    .filter((name) => name.startsWith(prefix))
    .map((name) => row[name]!);
};
const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

/** Silhouettes at k = 2..10 that scikit-learn reaches on the standardised columns in 20 starts. */
const PUBLIC = [
  {
    name: 'marketing, 15 behavioural columns',
    load: () =>
      readColumns(MARKETING, (row) => [
        ...[row.Recency!, row.Income!, row.Kidhome!, row.Teenhome!],
        ...starting(row, 'Mnt'),
        ...starting(row, 'Num'),
      ]),
    silhouettes: [0.322, 0.255, 0.23, 0.155, 0.159, 0.152, 0.153, 0.155, 0.142],
  },
  {
    name: 'marketing, recency, frequency and money',
    load: () =>
      readColumns(MARKETING, (row) => [
        row.Recency!,
        row.NumWebPurchases! + row.NumCatalogPurchases! + row.NumStorePurchases!,
        total(starting(row, 'Mnt')),
      ]),
    silhouettes: [0.437, 0.396, 0.395, 0.385, 0.37, 0.352, 0.352, 0.354, 0.356],
  },
  {
    name: 'wholesale, 6 spends',
    load: () => readColumns('wholesale_customers.csv', (row) => Object.values(row).slice(2)),
    silhouettes: [0.567, 0.34, 0.349, 0.369, 0.363, 0.304, 0.322, 0.326, 0.304],
  },
];

describe.skipIf(!existsSync(data))('on public files (skipped where ../shared/data is absent)', () => {
  it.each(PUBLIC)(
    'separates $name as well as scikit-learn does, at every k',
    async ({ load, silhouettes }) => {
      const sweep = await sweepKMeans(load());
      for (const [i, { quality }] of sweep.fits.entries()) {
        expect(quality.silhouetteScore, `k = ${quality.k}`).toBeGreaterThanOrEqual(silhouettes[i]! - 0.01);
      }
      const { k } = selectK(sweep);
      expect(sweep.fits.find((fit) => fit.k === k)!.quality.smallestShare).toBeGreaterThanOrEqual(0.02);
    },
  );
});
