import type { CallContext } from '../../platform/call/call-context.js';
import type { ScoringModel } from '../engine/index.js';
import type { Job } from '../jobs/index.js';
import type { ChurnService } from './churn.service.js';
import { requestOf } from './definition/churn-definition.js';
import type { ChurnModel } from './registry/churn-model.entity.js';
import type { ChurnModelStore } from './registry/churn-model.store.js';
import type { NamedOutOfFold } from './report/out-of-fold.js';
import type { ChampionScorer } from './scoring/champion-scorer.js';
import type { ChurnScores } from './scoring/churn-scores.js';
import type { ScoredOutcome, ScoreHistory } from './scoring/score-history.js';

/** A champion and what it predicted for the customers that it learned from; null if an early release trained it. */
export interface MonitoredModel {
  readonly model: ChurnModel;
  readonly scoring: ScoringModel;
  readonly reference: NamedOutOfFold | null;
}

/** What a model had said of customers, and what came. */
export interface KnownOutcomes {
  readonly outcomes: readonly ScoredOutcome[];
  /** Whether they are of nearly all whom the model has scored, so that shares of them say something. */
  readonly whole: boolean;
}

const NEARLY_ALL = 0.9;

/** The last revision that a dataset can have. */
const LAST = '9223372036854775807';

/** What monitoring reads of champions, and how it has them trained again. */
export class MonitoredModels {
  constructor(
    private readonly service: ChurnService,
    private readonly models: ChurnModelStore,
    private readonly scores: ChurnScores,
    private readonly scorer: ChampionScorer,
    private readonly history: ScoreHistory,
  ) {}

  /** The champion of a dataset; null without one that can be read. */
  async champion(call: CallContext, datasetId: string): Promise<MonitoredModel | null> {
    const found = await this.scorer.champion(call, datasetId);
    if (found === null) return null;
    const { model, scoring } = found;
    return { model, scoring, reference: await this.models.artefacts.namedOutOfFold(model.id) };
  }

  /**
   * The probabilities of some customers by a model that had not seen them: what it predicted out of fold for whoever it
   * learned from and has not changed since, its score of now for all others.
   */
  async probabilities(
    call: CallContext,
    { model, reference }: MonitoredModel,
    rows: Int32Array,
  ): Promise<{ rows: Int32Array; probabilities: Float64Array }> {
    await this.scores.catchUp(call, model);
    const period = { since: reference?.revision ?? '-1', until: LAST };
    const current = await this.scores.store.scoresBetween(model, rows, period);
    const places = new Map(reference === null ? [] : Array.from(reference.rows, (row, i) => [row, i]));
    const probabilityOf = ({ row, probability, changed }: (typeof current)[number]) => {
      const place = changed ? undefined : places.get(row);
      return place === undefined ? probability : reference!.probabilities[place]!;
    };
    return {
      rows: Int32Array.from(current, ({ row }) => row),
      probabilities: Float64Array.from(current, probabilityOf),
    };
  }

  /** What became of customers whose outcome was not known when the model learned. */
  async withOutcomes({ model, reference }: MonitoredModel): Promise<KnownOutcomes> {
    const rows = reference?.rows.filter((_, i) => reference.left[i] === 1) ?? new Int32Array();
    const left = new Set(rows);
    const known = await this.history.withOutcomes(model);
    const outcomes = known.filter(({ row }) => !left.has(row));
    const scored = await this.history.countScored(model, [...rows]);
    return { outcomes, whole: outcomes.length >= NEARLY_ALL * scored };
  }

  /** Whether anything is kept of what a model said of customers, for outcomes to be held beside. */
  areScoresKept(model: ChurnModel): Promise<boolean> {
    return this.history.isKept(model);
  }

  /**
   * Trains a model of the same kind on the customers of now. If it `waits`, it stays a candidate however good it is; if it
   * `relieves` a champion that no longer holds what it promised, it takes over unless it is worse.
   */
  retrain(
    call: CallContext,
    { datasetId, target, request }: ChurnModel,
    { waits, relieves }: { readonly waits: boolean; readonly relieves: boolean },
  ): Promise<{ churnModel: ChurnModel; job: Job }> {
    const { features, algorithm, imbalance, seed, acknowledgedLeakage } = request;
    const kind = {
      features,
      algorithm,
      imbalance,
      seed,
      acknowledgedLeakage,
      onLeakage: 'leaveOut' as const,
    };
    return this.service.train(call, { datasetId, definition: requestOf(target), ...kind, waits, relieves });
  }

  /** Models by their keys. */
  get byKey() {
    return this.models.byKey;
  }
}
