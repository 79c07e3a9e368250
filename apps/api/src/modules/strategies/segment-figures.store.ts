import type { DataSource } from 'typeorm';
import { type ChurnDefinition, leftCondition } from '../churn/index.js';
import type { ChurnDriver, ChurnFigures, RiskSum } from './segment-figures.js';

/** The parts of a dataset's champion that the figures need. */
interface ChampionRow {
  id: string;
  features: string[];
  target: ChurnDefinition;
}

interface BandRow {
  index: number;
  risk_band: 'LOW' | 'MEDIUM' | 'HIGH';
  count: number;
  expected_churners: number;
  expected_loss: number | null;
  known: number;
  left: number;
}

/** How many customers of a segment, those most at risk first, determine its drivers. */
const JUDGED = 500;
const DRIVERS = 3;
const NOBODY: RiskSum = { count: 0, expectedChurners: 0, expectedLoss: null };

/** Sums scores over segments in PostgreSQL. Reads the tables of segmentation and churn, and writes nothing. */
export class SegmentFiguresStore {
  constructor(readonly dataSource: DataSource) {}

  /** The figures of each segment of one k, by index; null if the dataset has no champion. One pass over the scores. */
  async read(segmentationId: string, k: number): Promise<ReadonlyMap<number, ChurnFigures> | null> {
    const [champion] = await this.dataSource.query<ChampionRow[]>(
      `select m.churn_model_id as id, m.features, m.target from champions m
       where m.dataset_id = (select dataset_id from customer_segments where segmentation_id = $1 and k = $2 limit 1)`,
      [segmentationId, k],
    );
    if (champion === undefined) return null;
    const [bands, drivers] = await Promise.all([
      this.#bands(segmentationId, k, champion),
      this.#drivers(segmentationId, k, champion),
    ]);
    return new Map(
      [...new Set(bands.map(({ index }) => index))].map((index) => {
        const own = bands.filter((row) => row.index === index);
        return [index, { ...toFigures(own), drivers: drivers.get(index) ?? [] }];
      }),
    );
  }

  async #bands(segmentationId: string, k: number, { id, target }: ChampionRow): Promise<BandRow[]> {
    const values: unknown[] = [segmentationId, k, id, target.column];
    const left = leftCondition(target, (value) => `$${values.push(value)}`);
    return this.dataSource.query<BandRow[]>(
      `select m.index, p.risk_band, count(*)::int as count,
              sum(p.probability) as expected_churners, sum(p.expected_loss) as expected_loss,
              count(c.attributes ->> $4::text)::int as known, (count(*) filter (where ${left}))::int as left
       from customer_segments m
       join customer_scores p on p.churn_model_id = $3 and p.row = m.row
       join current_customers c on c.dataset_id = m.dataset_id and c.row = m.row
       where m.segmentation_id = $1 and m.k = $2 group by 1, 2`,
      values,
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
         where m.segmentation_id = $1 and m.k = $2 and p.risk_band <> 'LOW'
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
    return { count: row.count, expectedChurners: row.expected_churners, expectedLoss: row.expected_loss };
  };
  return {
    bands: { LOW: band('LOW'), MEDIUM: band('MEDIUM'), HIGH: band('HIGH') },
    known: rows.reduce((sum, { known }) => sum + known, 0),
    left: rows.reduce((sum, { left }) => sum + left, 0),
  };
}
