import type { CallContext } from '../../../platform/call/call-context.js';
import { predictRecords, unknownColumns } from '../../engine/index.js';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';
import type { AssumptionsStore } from '../assumptions/assumptions.store.js';
import type { DatasetSource } from '../dataset-source.js';
import { MEMORISES } from '../report/model-warnings.js';
import type { Champion } from '../scoring/champion.js';
import type { ChampionScorer } from '../scoring/champion-scorer.js';
import type { StoredScore } from '../scoring/churn-score.store.js';
import { type ChangedAttributes, changeAttributes } from './change-attributes.js';
import { type FoundLever, findLevers } from './find-levers.js';
import { guessLevers } from './lever-columns.js';
import { neverSeen } from './never-seen.js';

/** Which columns of a dataset are levers, and whether somebody said so. */
export interface LeverChoice {
  readonly levers: readonly string[];
  readonly guessed: boolean;
}

/** Says what could change the chances of customers, and what a change of attributes brings along. */
export class Levers {
  constructor(
    readonly scorer: ChampionScorer,
    readonly assumptions: Pick<AssumptionsStore, 'read'>,
    readonly datasets: Pick<DatasetSource, 'columns' | 'labels'>,
  ) {}

  /** The columns that were marked, else those that sound like levers. */
  async chosen(call: CallContext, datasetId: string): Promise<LeverChoice> {
    call.require('VIEWER', datasetId);
    const { levers } = await this.assumptions.read(datasetId);
    if (levers !== null) return { levers, guessed: false };
    return { levers: guessLevers(await this.datasets.columns(call, datasetId)), guessed: true };
  }

  /**
   * The levers of a stored customer; none for one who has left, for a score that is not the champion's, and for those whom
   * a model that memorises has learned from: it knows what became of them as they were, not as they might be.
   */
  async ofScore(call: CallContext, score: StoredScore): Promise<FoundLever[]> {
    const champion = await this.scorer.champion(call, score.datasetId);
    if (champion === null || champion.model.id !== score.churnModelId || score.left === true) return [];
    if (score.left !== null && champion.model.warnings.some(({ code }) => code === MEMORISES)) return [];
    return this.ofAttributes(call, champion, score.attributes);
  }

  /** The levers of a customer as described; none where something that the model needs is not known. */
  async ofAttributes(call: CallContext, champion: Champion, attributes: Attributes): Promise<FoundLever[]> {
    const { model, scoring, observed } = champion;
    if (observed === null) return [];
    const record = toFeatureRecord(scoring, attributes);
    if (unknownColumns(scoring, record, attributes).size > 0) return [];
    const { levers } = await this.chosen(call, model.datasetId);
    return findLevers(attributes, {
      observed,
      labels: await call.load(this.datasets.labels.byDataset, model.datasetId),
      levers,
      event: model.event,
      words: model.words,
      predict: (customers) => [
        ...predictRecords(
          scoring,
          customers.map((one) => toFeatureRecord(scoring, one)),
        ),
      ],
    });
  }

  /** Changes attributes and what is computed from them. */
  change({ observed }: Champion, attributes: Attributes, changes: Attributes): ChangedAttributes {
    return changeAttributes(observed ?? {}, attributes, changes);
  }

  /** What no customer of the training ever had, in sentences. */
  neverSeen({ observed }: Champion, attributes: Attributes): string[] {
    return observed === null ? [] : neverSeen(observed, attributes);
  }
}
