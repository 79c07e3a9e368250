import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import { boundedNumber, boundedNumberSql } from '../../platform/value-bounds.js';
import type { ChurnScores, ContactTerms, ContactTermsReader } from '../churn/index.js';
import type { Customer } from '../customers/index.js';
import type { DatasetService, FigureMemory } from '../datasets/index.js';
import type { CustomerValue, DatasetValue } from './customer-value.types.js';

/** What the values depend on. */
export interface SurvivalValueDependencies {
  readonly dataSource: DataSource;
  readonly memory: FigureMemory;
  readonly datasets: Pick<DatasetService, 'columns'>;
  readonly scores: Pick<ChurnScores, 'ofCustomer'>;
  readonly contacts: ContactTermsReader;
}

/** What values are told by. */
interface Basis {
  readonly column: string;
  readonly times: number;
  readonly terms: ContactTerms;
}

/** How often a value counts in a year; once where nobody has said what it is for. */
const TIMES_A_YEAR: Readonly<Record<string, number>> = { MONTH: 12 };

/** Tells values without purchases: the value column over a year, times the chance to stay. Nothing is stored. */
export class SurvivalValues {
  constructor(private readonly deps: SurvivalValueDependencies) {}

  readonly #termsOf: LoaderDefinition<string, ContactTerms | null> = {
    scopeOf: (datasetId) => datasetId,
    load: (ids) => Promise.all(ids.map((id) => this.deps.contacts.read(id))),
  };

  async ofCustomer(
    call: CallContext,
    { datasetId, row, attributes }: Customer,
  ): Promise<CustomerValue | null> {
    const basis = await this.#basis(call, datasetId);
    if (basis === null) return null;
    const score = await call.load(this.deps.scores.ofCustomer, { datasetId, row });
    const value = attributes[basis.column];
    if (score === null || typeof value !== 'number') return null;
    const alive = score.left === true ? 0 : 1 - score.probability;
    return {
      ...{ method: 'SURVIVAL', historic: null, low: null, high: null, expectedPurchases: null },
      ...{ expected: boundedNumber(value * basis.times * alive) ?? null, probabilityAlive: alive },
    };
  }

  async ofDataset(call: CallContext, datasetId: string): Promise<DatasetValue | null> {
    const basis = await this.#basis(call, datasetId);
    if (basis === null) return null;
    const about = ['value by the chance to stay', basis.terms.churnModelId, basis.column, basis.times];
    const totals = await this.deps.memory.of(datasetId, about, () => this.#totals(datasetId, basis));
    const times = basis.times === 1 ? 'counted once' : `times ${basis.times} months`;
    return {
      ...{ method: 'SURVIVAL', reasons: [], asOf: null, historic: null, expectedPurchases: null },
      ...{ returnedShare: null, parameters: [], backTest: null },
      formula: `"${basis.column}", ${times}, times the chance to stay: 1 less the probability of leaving, 0 for those who have left. Without purchases nothing says how long anybody stays beyond that, or how sure it is.`,
      ...totals,
    };
  }

  async #totals(
    datasetId: string,
    basis: Basis,
  ): Promise<{ customers: number; expected: number | null; alive: number }> {
    const value = boundedNumberSql('attribute_number(c.cells, c.names, $3::text)');
    const [totals] = await this.deps.dataSource.query(
      `select count(*)::int as customers, sum(value * alive) * $4::float8 as expected, coalesce(sum(alive), 0) as alive from (
         select ${value} as value, case when s.has_left then 0 else 1 - s.probability end as alive
         from customer_scores s join current_customers c on c.dataset_id = $1 and c.row = s.row
         where s.churn_model_id = $2 and attribute_number(c.cells, c.names, $3::text) is not null) v`,
      [datasetId, basis.terms.churnModelId, basis.column, basis.times],
    );
    return totals;
  }

  /** What values are told by; null where they are not. */
  async #basis(call: CallContext, datasetId: string): Promise<Basis | null> {
    const [columns, terms] = await Promise.all([
      this.deps.datasets.columns(call, datasetId),
      call.load(this.#termsOf, datasetId),
    ]);
    const column = columns.find(({ role, type }) => role === 'MONETARY_VALUE' && type === 'NUMBER');
    if (column === undefined || terms === null || terms.event !== 'LEFT') return null;
    const { valuePeriod } = terms.assumptions;
    return { column: column.name, times: TIMES_A_YEAR[valuePeriod ?? ''] ?? 1, terms };
  }
}
