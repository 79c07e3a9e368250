import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { FigureMemory } from '../../datasets/index.js';
import type { Attributes } from '../../feature-matrix/index.js';
import { groupName, representative } from '../observed/group-name.js';
import type { ObservedColumn, ObservedGroup } from '../observed/observed-rates.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import type { ChampionScorer } from '../scoring/champion-scorer.js';
import type { ScoreColumns } from '../scoring/score-columns.js';
import type { ColumnDependence } from './column-dependence.types.js';

/** Customers whose probabilities are averaged. */
const SAMPLE = 100;
/** Most groups that are told, the most frequent values of a category. */
const MOST_GROUPS = 12;

/** Says how a model's probabilities depend on one column, beside the rates of the data. */
export class ColumnDependences {
  constructor(
    readonly dataSource: DataSource,
    readonly models: Pick<ChurnModelStore, 'observedRates'>,
    readonly scorer: ChampionScorer,
    readonly columns: Pick<ScoreColumns, 'of'>,
    readonly memory: FigureMemory,
  ) {}

  /** Null of a model that is not trained, or that an earlier release trained. @throws AppError BAD_USER_INPUT */
  async of(call: CallContext, model: ChurnModel, feature: string): Promise<ColumnDependence | null> {
    call.require('VIEWER', model.datasetId);
    const observed = await this.models.observedRates(model.id);
    if (observed === null) return null;
    const column = observed.columns.find(({ name }) => name === feature);
    if (column === undefined) {
      const message = `feature is "${feature}"; it must be one of ChurnModel.features.`;
      throw new AppError('BAD_USER_INPUT', message, { field: ['feature'] });
    }
    const groups = column.groups.slice(0, MOST_GROUPS);
    const predicted = await this.#predict(call, model, column, groups);
    return {
      feature,
      groups: groups.map((group, i) => ({
        name: groupName(group, column.type),
        customers: group.customers,
        rate: group.left / group.customers,
        predicted: predicted?.[i] ?? null,
      })),
    };
  }

  async #predict(
    call: CallContext,
    { id, datasetId }: ChurnModel,
    column: ObservedColumn,
    groups: readonly ObservedGroup[],
  ): Promise<number[] | null> {
    const champion = await this.scorer.champion(call, datasetId);
    if (champion === null || champion.model.id !== id) return null;
    const sample = await this.memory.of(datasetId, ['sample', id], () => this.#sample(datasetId, id));
    if (sample.length === 0) return null;
    const means: number[] = [];
    for (const group of groups) {
      call.signal.throwIfAborted();
      const value = representative(group, column.type);
      const changed = sample.map(({ attributes }) => ({
        attributes: { ...attributes, [column.name]: value },
      }));
      const scores = await this.scorer.score(champion, changed);
      means.push(scores.reduce((sum, { probability }) => sum + probability, 0) / scores.length);
    }
    return means;
  }

  /** Customers evenly from the first row with a score to the last. */
  async #sample(datasetId: string, churnModelId: string): Promise<{ attributes: Attributes }[]> {
    const { probability, count } = await this.columns.of(datasetId, churnModelId);
    const step = Math.max(1, Math.floor(count() / SAMPLE));
    const rows: number[] = [];
    let nth = 0;
    for (let row = 0; row < probability.length && rows.length < SAMPLE; row++)
      if (!Number.isNaN(probability[row]) && nth++ % step === 0) rows.push(row);
    return this.dataSource.query(
      'select attributes from current_customers where dataset_id = $1 and row = any($2::int[]) order by row',
      [datasetId, rows],
    );
  }
}
