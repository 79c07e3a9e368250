import { isDeepStrictEqual } from 'node:util';
import type { CallContext } from '../../../platform/call/call-context.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import type { DatasetSource } from '../dataset-source.js';
import { type ChurnDefinition, requestOf } from '../definition/churn-definition.js';
import { compareModels, isWorse, type RivalScores } from '../report/compare-models.js';
import { isTrustworthy, MEMORISES } from '../report/model-warnings.js';
import { pairScores } from '../report/pair-scores.js';
import type { ChurnScores } from '../scoring/churn-scores.js';
import { MIN_CLASS_ROWS } from '../training/target.js';
import type { ChurnModel } from './churn-model.entity.js';
import type { ChurnModelStore } from './churn-model.store.js';
import type { Verdict } from './verdict.js';

/**
 * Decides whether a challenger becomes champion by itself. It must be trustworthy, and better than the champion by more
 * than chance on the same customers, see `compareModels`; beside a champion that no longer holds what it promised it is
 * enough not to be worse by more than chance. There is no such comparison where no champion is, where it
 * predicts something else, or where it can no longer score: then a trustworthy challenger takes the place.
 */
export class ChampionGate {
  constructor(
    private readonly models: ChurnModelStore,
    private readonly scores: ChurnScores,
    private readonly datasets: Pick<DatasetSource, 'columns'>,
  ) {}

  /** @param challenger a model whose findings and scores are stored */
  async judge(call: CallContext, challenger: ChurnModel): Promise<Verdict> {
    const trustworthy = isTrustworthy(challenger.metrics!);
    const found = await this.models.championKey(challenger.datasetId);
    if (found === null) return { championId: null, promoted: trustworthy, comparison: null };
    const champion = await this.models.get(found.id);
    const replaced = { championId: champion.id, promoted: trustworthy, comparison: null };
    if (found.damaged || !samePrediction(champion.target, challenger.target)) return replaced;
    if (!(await this.#hasItsColumns(call, champion))) return replaced;
    try {
      const scores = await this.#rivalScores(call, champion, challenger);
      if (!isEnough(scores)) return { ...replaced, promoted: false };
      const { relieves = false } = challenger.request;
      const versions = { champion: champion.version, challenger: challenger.version, relieves };
      const measured = compareModels(scores, versions);
      const { datasetId } = challenger;
      const comparison = { ...measured, championId: champion.id, datasetId };
      return {
        championId: champion.id,
        promoted: trustworthy && (measured.better || (relieves && !isWorse(measured))),
        comparison,
      };
    } catch (error) {
      if (error instanceof DamagedError) return replaced;
      throw error;
    }
  }

  async #hasItsColumns(call: CallContext, { datasetId, features }: ChurnModel): Promise<boolean> {
    const columns = new Set((await this.datasets.columns(call, datasetId)).map(({ name }) => name));
    return features.every((name) => columns.has(name));
  }

  async #rivalScores(call: CallContext, champion: ChurnModel, challenger: ChurnModel): Promise<RivalScores> {
    const { artefacts } = this.models;
    await this.scores.catchUp(call, champion);
    const own = (await artefacts.namedOutOfFold(challenger.id))!;
    const outOfFold = await artefacts.namedOutOfFold(champion.id);
    const period = { since: outOfFold?.revision ?? '-1', until: own.revision };
    const current = await this.scores.store.scoresBetween(champion, own.rows, period);
    const remembersRows = champion.warnings.some(({ code }) => code === MEMORISES);
    return pairScores(own, { outOfFold, trainedOn: champion.trainedOn, remembersRows, current });
  }
}

/** Whether two definitions are the same but for the case of their values and for what is unknown. */
function samePrediction(a: ChurnDefinition, b: ChurnDefinition): boolean {
  return isDeepStrictEqual(comparable(a), comparable(b));
}

function comparable(definition: ChurnDefinition) {
  const { positiveValues, unknownValues: _, ...request } = requestOf(definition);
  return { ...request, positiveValues: positiveValues?.map((value) => value.toLowerCase()).sort() };
}

function isEnough({ left }: RivalScores): boolean {
  const positives = left.reduce((sum, label) => sum + label, 0);
  return Math.min(positives, left.length - positives) >= MIN_CLASS_ROWS;
}
