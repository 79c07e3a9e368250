import type { DataSource } from 'typeorm';
import { type ColumnForm, type Columns, RowColumns, sqlText } from '../../datasets/index.js';
import { rankAgain, rankRows } from './rank-rows.js';
import type { RiskBand } from './risk-band.js';

/** What is kept of each score. */
interface KeptScores {
  /** NaN of who has no score. */
  readonly probability: Float64Array;
  /** NaN where no value is known. */
  readonly expectedLoss: Float64Array;
  /** Where the band stands in `BANDS`. */
  readonly band: Uint8Array;
  /** Whether they have left: 1 for no, 2 for yes, 0 where that is not known. */
  readonly left: Uint8Array;
}

type Scores = KeptScores & Columns;

/** The scores of a model as columns by row, and the rows that have one, in two orders. */
export interface ScoredRows extends KeptScores {
  /** The rows with a score, the highest first, those without a value last. */
  readonly ranked: (by: RankedBy) => Int32Array;
  /** How many they are. */
  readonly count: () => number;
}

/** What rows are ranked by. */
export type RankedBy = 'probability' | 'expected_loss';

/** The bands, lowest first. */
export const BANDS: readonly RiskBand[] = ['LOW', 'MEDIUM', 'HIGH'];

/** `ScoredRows.left` of who has left. */
export const HAS_LEFT = 2;

/** Models whose scores are read before anybody asks. */
const READ_AHEAD = 4;

type Orders = Partial<Record<RankedBy, Int32Array>>;

/** Keeps the scores of models as columns, and their orders. */
export class ScoreColumns {
  readonly #orders = new WeakMap<Scores, Orders>();
  readonly #columns: RowColumns<Scores>;

  constructor(private readonly dataSource: DataSource) {
    this.#columns = new RowColumns(dataSource, (scores, rows) => this.#rankAgain(scores, rows));
  }

  /** The scores of a model, as they are now or newer. */
  async of(datasetId: string, churnModelId: string): Promise<ScoredRows> {
    const { columns } = await this.#columns.of(datasetId, churnModelId, formOf(churnModelId));
    const { probability, expectedLoss, band, left } = columns;
    return {
      probability,
      expectedLoss,
      band,
      left,
      ranked: (by) => this.#ranked(columns, by),
      count: () => countOf(columns),
    };
  }

  /** Reads those of some datasets' champions before anybody asks. */
  async readAhead(signal: AbortSignal): Promise<void> {
    const champions = await this.dataSource.query<{ datasetId: string; id: string }[]>(
      'select dataset_id as "datasetId", churn_model_id as id from champions limit $1',
      [READ_AHEAD],
    );
    for (const { datasetId, id } of champions) {
      if (signal.aborted) return;
      (await this.of(datasetId, id)).ranked('probability');
    }
  }

  #ranked(scores: Scores, by: RankedBy): Int32Array {
    const orders = this.#orders.get(scores) ?? {};
    this.#orders.set(scores, orders);
    const ranked = orders[by] ?? rankRows(valuesOf(scores, by), isScored(scores));
    orders[by] = ranked;
    return ranked;
  }

  #rankAgain(scores: Scores, rows: readonly number[]): void {
    const orders = this.#orders.get(scores);
    for (const by of Object.keys(orders ?? {}) as RankedBy[])
      orders![by] = rankAgain(orders![by]!, rows, valuesOf(scores, by), isScored(scores));
  }
}

const valuesOf = ({ probability, expectedLoss }: Scores, by: RankedBy) =>
  by === 'probability' ? probability : expectedLoss;

function countOf({ probability }: Scores): number {
  return probability.reduce((count, chance) => (Number.isNaN(chance) ? count : count + 1), 0);
}

function isScored({ probability }: Scores): (row: number) => boolean {
  return (row) => !Number.isNaN(probability[row]);
}

function formOf(churnModelId: string): ColumnForm<Scores> {
  return {
    make: (rows) => ({
      probability: new Float64Array(rows).fill(Number.NaN),
      expectedLoss: new Float64Array(rows).fill(Number.NaN),
      band: new Uint8Array(rows),
      left: new Uint8Array(rows),
    }),
    query: `select row, probability, expected_loss,
        (case risk_band when 'HIGH' then 2 when 'MEDIUM' then 1 else 0 end
         + case has_left when true then 8 when false then 4 else 0 end)::smallint as flags
      from churn_scores where churn_model_id = ${sqlText(churnModelId)}`,
    fields: 4,
    read(columns, place, bytes, at) {
      const [, probability, loss, flags] = at;
      const told = bytes.readInt16BE(flags!);
      columns.probability[place] = bytes.readDoubleBE(probability!);
      columns.expectedLoss[place] = loss! < 0 ? Number.NaN : bytes.readDoubleBE(loss!);
      columns.band[place] = told & 3;
      columns.left[place] = told >> 2;
    },
  };
}
