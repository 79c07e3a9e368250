import type { DataSource } from 'typeorm';
import { heldOutRows, type LeftOutCounts } from '../churn/index.js';
import type { FigureMemory } from '../datasets/index.js';
import type { SegmentsKey } from '../segmentation/index.js';
import { addLeftOut, type ChurnDriver, type ChurnFigures, NOBODY, type RiskSum } from './segment-figures.js';

/** The parts of a dataset's champion that the figures need. */
interface ChampionRow {
  id: string;
  features: string[];
}

interface BandRow extends LeftOutCounts {
  index: number;
  risk_band: 'LOW' | 'MEDIUM' | 'HIGH';
  count: number;
  expected_churners: number;
  variance: number;
  expected_loss: number | null;
  known: number;
  left: number;
}

/** How many customers of a segment, those most at risk first, determine its drivers. */
const JUDGED = 500;
/** Columns that are kept to choose from, as not all are borne out by what is observed. */
const DRIVERS = 12;

/** Sums scores over segments in PostgreSQL. Reads the tables of segmentation and churn, and writes nothing. */
export class SegmentFiguresStore {
  constructor(
    readonly dataSource: DataSource,
    readonly memory: FigureMemory,
  ) {}

  /** The figures of each segment of one k, by index; null if the dataset has no champion. */
  read({ datasetId, id, k }: SegmentsKey): Promise<ReadonlyMap<number, ChurnFigures> | null> {
    return this.memory.of(datasetId, ['segments', id, k], () => this.#sum(datasetId, id, k));
  }

  /** One pass over the scores. */
  async #sum(
    datasetId: string,
    segmentationId: string,
    k: number,
  ): Promise<ReadonlyMap<number, ChurnFigures> | null> {
    const [champion] = await this.dataSource.query<ChampionRow[]>(
      'select churn_model_id as id, features from champions where dataset_id = $1',
      [datasetId],
    );
    if (champion === undefined) return null;
    const [bands, drivers] = await Promise.all([
      this.#bands(datasetId, segmentationId, k, champion),
      this.#drivers(segmentationId, k, champion),
    ]);
    return new Map(
      [...new Set(bands.map(({ index }) => index))].map((index) => {
        const own = bands.filter((row) => row.index === index);
        return [index, { ...toFigures(own), drivers: drivers.get(index) ?? [] }];
      }),
    );
  }

  /** The active segmentation of a dataset under its selected k; null if there is none. */
  async active(datasetId: string): Promise<{ id: string; k: number } | null> {
    const [found] = await this.dataSource.query(
      'select segmentation_id as id, k from active_segments where dataset_id = $1 and current limit 1',
      [datasetId],
    );
    return found ?? null;
  }

  /** Whether a segmentation is the active one of a dataset, and has this k. */
  async isActive(datasetId: string, segmentationId: string, k: number): Promise<boolean> {
    const found: unknown[] = await this.dataSource.query(
      'select from active_segments where dataset_id = $1 and segmentation_id = $2 and k = $3 limit 1',
      [datasetId, segmentationId, k],
    );
    return found.length > 0;
  }

  async #bands(
    datasetId: string,
    segmentationId: string,
    k: number,
    { id }: ChampionRow,
  ): Promise<BandRow[]> {
    return this.dataSource.query<BandRow[]>(
      `select m.index, p.risk_band, (count(*) filter (where p.has_left is not true))::int as count,
              coalesce(sum(p.probability) filter (where p.has_left is not true), 0) as expected_churners,
              coalesce(sum(p.probability * (1 - p.probability)) filter (where p.has_left is not true), 0) as variance,
              sum(p.expected_loss) filter (where p.has_left is not true) as expected_loss,
              count(p.has_left)::int as known, (count(*) filter (where p.has_left))::int as left,
              (count(n.row) filter (where p.has_left is not true))::int as "notToContact",
              (count(*) filter (where p.has_left is not true and n.row is null and h.of_all))::int as "heldOutOfAll",
              (count(*) filter (where p.has_left is not true and n.row is null and not h.of_all))::int as "heldOutOfCampaigns"
       from customer_segments m
       join customer_scores p on p.churn_model_id = $3 and p.row = m.row
       left join (select row from customers_not_to_contact where dataset_id = $4) n on n.row = m.row
       left join (${heldOutRows('$4')}) h on h.row = m.row
       where m.segmentation_id = $1 and m.k = $2 group by 1, 2`,
      [segmentationId, k, id, datasetId],
    );
  }

  async #drivers(
    segmentationId: string,
    k: number,
    { id, features }: ChampionRow,
  ): Promise<ReadonlyMap<number, ChurnDriver[]>> {
    const rows = await this.dataSource.query<{ index: number; place: number; contribution: number }[]>(
      `with ranked as (
         select m.index, m.row, row_number() over (partition by m.index order by p.probability desc, m.row) as nth
         from customer_segments m
         join customer_scores p on p.churn_model_id = $3 and p.row = m.row
         where m.segmentation_id = $1 and m.k = $2 and p.risk_band <> 'LOW' and p.has_left is not true
       )
       select r.index, v.place::int, avg(v.value) as contribution
       from ranked r join customer_contributions t on t.churn_model_id = $3 and t.row = r.row,
            unnest(t.values) with ordinality as v(value, place)
       where r.nth <= $4 group by r.index, v.place`,
      [segmentationId, k, id, JUDGED],
    );
    const byIndex = new Map<number, ChurnDriver[]>();
    for (const { index, place, contribution } of rows) {
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

function toFigures(rows: readonly BandRow[]): Omit<ChurnFigures, 'drivers'> {
  const band = (name: BandRow['risk_band']): RiskSum => {
    const row = rows.find(({ risk_band }) => risk_band === name);
    if (row === undefined) return NOBODY;
    const { count, expected_churners: expectedChurners, variance, expected_loss: expectedLoss } = row;
    return { count, expectedChurners, variance, expectedLoss };
  };
  const leftOut = (name: BandRow['risk_band']) =>
    addLeftOut(rows.filter(({ risk_band }) => risk_band === name));
  return {
    leftOut: { LOW: leftOut('LOW'), MEDIUM: leftOut('MEDIUM'), HIGH: leftOut('HIGH') },
    bands: { LOW: band('LOW'), MEDIUM: band('MEDIUM'), HIGH: band('HIGH') },
    known: rows.reduce((sum, { known }) => sum + known, 0),
    left: rows.reduce((sum, { left }) => sum + left, 0),
  };
}
