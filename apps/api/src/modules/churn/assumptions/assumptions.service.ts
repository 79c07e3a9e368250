import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import type { Outbox } from '../../../platform/outbox/outbox.js';
import { NOBODY } from '../../datasets/index.js';
import type { DatasetSource } from '../dataset-source.js';
import { guessLevers, requireLevers } from '../levers/lever-columns.js';
import type { ChurnScoreStore } from '../scoring/churn-score.store.js';
import { changeAssumptions, NOTHING_SET, withDefaults } from './assumptions.js';
import type { AssumptionsStore } from './assumptions.store.js';
import type { DatasetAssumptions, SetAssumptionsInput } from './assumptions.types.js';
import { askAboutValue } from './value-question.js';
import { expectedWarnings, valueWarnings } from './value-warnings.js';

/** Keeps what the owners of datasets take for granted. */
export class AssumptionsService {
  constructor(
    readonly store: AssumptionsStore,
    readonly datasets: Pick<DatasetSource, 'lockForChange' | 'columns'>,
    readonly clock: Clock,
    readonly scores: Pick<ChurnScoreStore, 'moveBetweenBands'>,
    readonly outbox: Outbox,
  ) {}

  /** What was set, else the defaults, with what to know about the value column. */
  async of(call: CallContext, datasetId: string): Promise<DatasetAssumptions> {
    call.require('VIEWER', datasetId);
    const [{ set: stored, valuedByPurchases }, columns] = await Promise.all([
      this.store.inForce(datasetId),
      this.datasets.columns(call, datasetId),
    ]);
    const value = columns.find(({ role, type }) => role === 'MONETARY_VALUE' && type === 'NUMBER');
    const valueColumn = value?.name ?? null;
    const set = withDefaults(stored);
    const warnings = valuedByPurchases ? expectedWarnings(set) : valueWarnings(valueColumn, set);
    const valueQuestion = askAboutValue(
      { column: valueColumn, currency: value?.reading?.currency ?? null, valuedByPurchases },
      set,
    );
    const levers = set.levers ?? guessLevers(columns);
    return {
      ...{ ...set, levers, leversGuessed: set.levers === null },
      ...{ valueColumn, valuedByPurchases, valueQuestion, warnings },
    };
  }

  /** @throws AppError FORBIDDEN, NOT_FOUND, or BAD_USER_INPUT with the field at fault */
  async set(call: CallContext, { datasetId, ...given }: SetAssumptionsInput): Promise<void> {
    call.require('ANALYST', datasetId, ['datasetId']);
    changeAssumptions(NOTHING_SET, given);
    if (given.levers) requireLevers(await this.datasets.columns(call, datasetId), given.levers);
    await inTransaction(this.store.dataSource, async (manager) => {
      const moves = given.mediumFrom !== undefined || given.highFrom !== undefined;
      await this.datasets.lockForChange(manager, datasetId, moves ? 'anybody' : NOBODY);
      const now = await this.store.read(datasetId, manager);
      await this.store.write(manager, datasetId, changeAssumptions(now, given), this.clock.now());
      if (moves) {
        await this.scores.moveBetweenBands(manager, datasetId);
        await this.outbox.append(manager, datasetId, 'scores.updated', { datasetId, rows: null });
      }
    });
  }
}
