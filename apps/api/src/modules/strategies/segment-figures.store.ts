import type { DataSource } from 'typeorm';
import { BANDS, HAS_LEFT, type LeftOutRows, type ScoreColumns, type ScoredRows } from '../churn/index.js';
import type { FigureMemory } from '../datasets/index.js';
import { type LabelColumns, NO_SEGMENT, type SegmentOfRow, type SegmentsKey } from '../segmentation/index.js';
import type { ChurnDriver, ChurnFigures } from './segment-figures.js';
import { sumSegments } from './sum-segments.js';

/** The parts of a dataset's champion that the figures need. */
interface ChampionRow {
  id: string;
  features: string[];
}

/** How many customers of a segment, those most at risk first, determine its drivers. */
const JUDGED = 500;
const LOW = BANDS.indexOf('LOW');
/** Columns that are kept to choose from, as not all are borne out by what is observed. */
const DRIVERS = 12;

/** What the figures are read from. */
interface Sources {
  readonly dataSource: DataSource;
  readonly memory: FigureMemory;
  readonly labels: Pick<LabelColumns, 'of'>;
  readonly columns: Pick<ScoreColumns, 'of'>;
  readonly leftOut: Pick<LeftOutRows, 'of'>;
}

/** Sums scores over segments, by the columns of both. Reads the views of segmentation and churn, and writes nothing. */
export class SegmentFiguresStore {
  constructor(readonly deps: Sources) {}

  /** The figures of each segment of one k, by index; null if the dataset has no champion. */
  read(fit: SegmentsKey): Promise<ReadonlyMap<number, ChurnFigures> | null> {
    return this.deps.memory.of(fit.datasetId, ['segments', fit.id, fit.k], () => this.#sum(fit));
  }

  async #sum(fit: SegmentsKey): Promise<ReadonlyMap<number, ChurnFigures> | null> {
    const { dataSource, columns, labels, leftOut } = this.deps;
    const { datasetId } = fit;
    const [champion] = await dataSource.query<ChampionRow[]>(
      'select churn_model_id as id, features from champions where dataset_id = $1',
      [datasetId],
    );
    if (champion === undefined) return null;
    const [scores, segments, reasons] = await Promise.all([
      columns.of(datasetId, champion.id),
      labels.of(fit),
      leftOut.of(datasetId),
    ]);
    if (segments === null) return new Map();
    const sums = sumSegments(scores, segments, reasons);
    const drivers = await this.#drivers(mostAtRisk(scores, segments), champion);
    return new Map([...sums].map(([index, own]) => [index, { ...own, drivers: drivers.get(index) ?? [] }]));
  }

  /** The active segmentation of a dataset under its selected k; null if there is none. */
  async active(datasetId: string): Promise<{ id: string; k: number } | null> {
    const [found] = await this.deps.dataSource.query(
      'select segmentation_id as id, k from active_segments where dataset_id = $1 and current limit 1',
      [datasetId],
    );
    return found ?? null;
  }

  /** Whether a segmentation is the active one of a dataset, and has this k. */
  async isActive(datasetId: string, segmentationId: string, k: number): Promise<boolean> {
    const found: unknown[] = await this.deps.dataSource.query(
      'select from active_segments where dataset_id = $1 and segmentation_id = $2 and k = $3 limit 1',
      [datasetId, segmentationId, k],
    );
    return found.length > 0;
  }

  async #drivers(
    { rows, indices }: { readonly rows: readonly number[]; readonly indices: readonly number[] },
    { id, features }: ChampionRow,
  ): Promise<ReadonlyMap<number, ChurnDriver[]>> {
    const means = await this.deps.dataSource.query<{ index: number; place: number; contribution: number }[]>(
      `select r.index, v.place::int, avg(v.value) as contribution
       from unnest($2::int[], $3::int[]) as r(row, index)
       join customer_contributions t on t.churn_model_id = $1 and t.row = r.row,
            unnest(t.values) with ordinality as v(value, place)
       group by r.index, v.place`,
      [id, rows, indices],
    );
    const byIndex = new Map<number, ChurnDriver[]>();
    for (const { index, place, contribution } of means) {
      if (contribution <= 0) continue;
      const drivers = byIndex.get(index) ?? [];
      byIndex.set(index, drivers);
      drivers.push({ feature: features[place - 1]!, contribution });
    }
    for (const [index, drivers] of byIndex) {
      drivers.sort((a, b) => b.contribution - a.contribution);
      byIndex.set(index, drivers.slice(0, DRIVERS));
    }
    return byIndex;
  }
}

/** The customers of each segment who are most at risk, who have not left and are in no low band, with their segments. */
function mostAtRisk(
  { band, left, probability, ranked }: ScoredRows,
  { indexOf }: SegmentOfRow,
): { readonly rows: number[]; readonly indices: number[] } {
  const isAtRisk = (row: number) =>
    band[row] !== LOW && left[row] !== HAS_LEFT && !Number.isNaN(probability[row]);
  // Counted first, in the order in which they are kept: the walk in the other order ends as soon as all are found.
  const wanted = new Uint16Array(NO_SEGMENT + 1);
  for (let row = 0; row < band.length; row++) {
    if (!isAtRisk(row)) continue;
    const index = indexOf(row);
    if (index !== NO_SEGMENT && wanted[index]! < JUDGED) wanted[index]!++;
  }
  let missing = wanted.reduce((sum, count) => sum + count, 0);
  const [rows, indices]: [number[], number[]] = [[], []];
  for (const row of ranked('probability')) {
    if (missing === 0) break;
    const index = indexOf(row);
    if (wanted[index] === 0 || !isAtRisk(row)) continue;
    wanted[index]!--;
    missing--;
    rows.push(row);
    indices.push(index);
  }
  return { rows, indices };
}
