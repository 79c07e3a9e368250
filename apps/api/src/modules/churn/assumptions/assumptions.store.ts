import type { DataSource, EntityManager } from 'typeorm';
import { oncePerCall } from '../../../platform/call/once-per-call.js';
import { prepared } from '../../../platform/database/prepared.js';
import { NOTHING_SET, type SetAssumptions } from './assumptions.js';

/** Each assumption's column. */
const COLUMNS: Readonly<Record<keyof SetAssumptions, string>> = {
  contactCost: 'contact_cost',
  contactCostLow: 'contact_cost_low',
  contactCostHigh: 'contact_cost_high',
  saveRate: 'save_rate',
  responseLift: 'response_lift',
  effectLow: 'effect_low',
  effectHigh: 'effect_high',
  margin: 'margin',
  marginLow: 'margin_low',
  marginHigh: 'margin_high',
  horizonMonths: 'horizon_months',
  horizonMonthsLow: 'horizon_months_low',
  horizonMonthsHigh: 'horizon_months_high',
  capacity: 'capacity',
  customerValue: 'customer_value',
  currency: 'currency',
  valuePeriod: 'value_period',
  mediumFrom: 'medium_from',
  highFrom: 'high_from',
  levers: 'levers',
};
const NAMES = Object.keys(COLUMNS) as (keyof SetAssumptions)[];
const COLUMN_NAMES = Object.values(COLUMNS);
const READ = prepared(
  `select ${NAMES.map((name) => `${COLUMNS[name]} as "${name}"`).join(', ')} from assumptions where dataset_id = $1`,
);
const VALUED = prepared('select exists (select from valued_datasets where dataset_id = $1) as valued');

/** Stores the assumptions of datasets. The only user of their table. */
export class AssumptionsStore {
  constructor(readonly dataSource: DataSource) {}

  /** What was set. */
  async read(datasetId: string, manager: EntityManager = this.dataSource.manager): Promise<SetAssumptions> {
    const [found]: SetAssumptions[] = await manager.query(READ, [datasetId]);
    return found ?? NOTHING_SET;
  }

  /** What holds: a value that purchases let expect is that of a year, whatever was set for the column. */
  readonly inForce = oncePerCall(
    async (datasetId): Promise<{ set: SetAssumptions; valuedByPurchases: boolean }> => {
      const [set, [{ valued }]] = await Promise.all([
        this.read(datasetId),
        this.dataSource.query<[{ valued: boolean }]>(VALUED, [datasetId]),
      ]);
      const valuedByPurchases = valued && set.customerValue === null;
      return { set: valuedByPurchases ? { ...set, valuePeriod: 'YEAR' } : set, valuedByPurchases };
    },
  );

  async write(manager: EntityManager, datasetId: string, set: SetAssumptions, at: Date): Promise<void> {
    const places = COLUMN_NAMES.map((_, i) => `$${i + 3}`);
    await manager.query(
      `insert into assumptions (dataset_id, changed_at, ${COLUMN_NAMES.join(', ')})
       values ($1, $2, ${places.join(', ')})
       on conflict (dataset_id) do update set changed_at = excluded.changed_at,
         ${COLUMN_NAMES.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      [datasetId, at, ...NAMES.map((name) => set[name])],
    );
  }
}
