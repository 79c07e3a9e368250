import { setImmediate } from 'node:timers/promises';
import type { CallContext } from '../../../platform/call/call-context.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import { type RecordScore, scorePartially, scoreRecords, unknownColumns } from '../../engine/index.js';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';
import type { AssumptionsStore } from '../assumptions/assumptions.store.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import { remember } from '../remember.js';
import type { Champion } from './champion.js';
import type { Donors } from './donors.js';
import { levelsFor, type RiskBand, type RiskLevels, riskBandOf } from './risk-band.js';

/** One customer's score by a champion. */
export interface ChampionScore extends RecordScore {
  readonly riskBand: RiskBand;
  /** What is left open by what is not known of the customer; null if everything is. */
  readonly open: { readonly low: number; readonly high: number; readonly unknown: readonly string[] } | null;
}

/** Customers scored before other requests get a turn; one walk down a forest serves them all. */
const TURN = 16;
/** Champions kept in memory; the forest of a large dataset takes about ten megabytes. */
const REMEMBERED_CHAMPIONS = 16;

/**
 * Scores a few customers with the champions in this thread: microseconds for a linear model, milliseconds for trees.
 * The champion is looked up each time, so that a promotion takes effect at once in every process.
 */
export class ChampionScorer {
  readonly #load: (churnModelId: string) => Promise<Omit<Champion, 'levels'>>;

  constructor(
    readonly models: ChurnModelStore,
    readonly donors: Donors,
    readonly assumptions: AssumptionsStore,
  ) {
    this.#load = remember(REMEMBERED_CHAMPIONS, async (id) => {
      const [model, scoring, observed] = await Promise.all([
        models.get(id),
        models.artefacts.scoringModel(id),
        models.observedRates(id),
      ]);
      return { model, scoring, observed };
    });
  }

  /**
   * The champion of a dataset, or null if there is none that can be read. One that turns out to be damaged gives way to the
   * one before it.
   */
  async champion(call: CallContext, datasetId: string): Promise<Champion | null> {
    call.require('VIEWER', datasetId);
    for (;;) {
      const found = await this.models.servingKey(datasetId);
      if (found === null || found.damaged) return null;
      try {
        const champion = await this.#load(found.id);
        return { ...champion, levels: levelsFor(champion.model, found) };
      } catch (error) {
        if (!(error instanceof DamagedError)) throw error;
        await this.models.replaceDamaged(found.id, error);
      }
    }
  }

  /** Why `champion` found none, as the beginning of a sentence. */
  async whyNone(call: CallContext, datasetId: string): Promise<string> {
    call.require('VIEWER', datasetId);
    const found = await this.models.championKey(datasetId);
    return found?.damaged ? 'the champion model is damaged' : 'the dataset has no champion model';
  }

  /**
   * Scores attributes as they are stored and sent, in order, and reports what had to be assumed about them. Other
   * requests get a turn in between.
   */
  async score(
    champion: Pick<Champion, 'model' | 'scoring'> & Partial<Pick<Champion, 'levels'>>,
    customers: readonly { readonly attributes: Attributes }[],
  ): Promise<ChampionScore[]> {
    const scores: ChampionScore[] = [];
    const levels =
      champion.levels ?? levelsFor(champion.model, await this.assumptions.read(champion.model.datasetId));
    for (let from = 0; from < customers.length; from += TURN) {
      if (from > 0) await setImmediate();
      scores.push(...(await this.#scoreTurn(champion, levels, customers.slice(from, from + TURN))));
    }
    return scores;
  }

  async #scoreTurn(
    champion: Pick<Champion, 'model' | 'scoring'>,
    levels: RiskLevels,
    customers: readonly { readonly attributes: Attributes }[],
  ): Promise<ChampionScore[]> {
    const { scoring } = champion;
    const asked = customers.map(({ attributes }) => {
      const record = toFeatureRecord(scoring, attributes);
      return { record, unknown: unknownColumns(scoring, record, attributes) };
    });
    const complete = asked.filter(({ unknown }) => unknown.size === 0).map(({ record }) => record);
    const whole = scoreRecords(scoring, complete)[Symbol.iterator]();
    const donors = complete.length < asked.length ? await this.donors.of(champion) : null;
    return asked.map(({ record, unknown }) => {
      if (unknown.size === 0) return withBand({ ...whole.next().value!, open: null }, levels);
      const { low, high, unknown: names, ...score } = scorePartially(scoring, donors!, record, unknown);
      return withBand({ ...score, open: { low, high, unknown: names } }, levels);
    });
  }
}

function withBand(score: Omit<ChampionScore, 'riskBand'>, levels: RiskLevels): ChampionScore {
  return { ...score, riskBand: riskBandOf(score.probability, levels) };
}
