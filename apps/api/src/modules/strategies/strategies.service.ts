import type { CallContext } from '../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import { type ChurnScores, type ContactTermsReader, DEFAULT_TERMS, eventWords } from '../churn/index.js';
import type { Segment, SegmentReader, SegmentsKey } from '../segmentation/index.js';
import type { ReadMeasured } from './measured-effect.js';
import { say } from './messages.js';
import { planPlays } from './plan-plays.js';
import { planStrategies, strategyId } from './plan-strategies.js';
import type { RetentionPlan } from './retention-plan.types.js';
import { gatherFacts } from './segment-facts.js';
import { type ChurnFigures, everyone } from './segment-figures.js';
import type { SegmentFiguresStore } from './segment-figures.store.js';
import type { RetentionStrategy, SegmentChurn } from './strategies.types.js';
import type { StrategyKey } from './strategy-key.js';

/** The figures and advice for all segments of one k, computed together because each is compared with the others. */
export interface SegmentsPlan {
  readonly figures: ReadonlyMap<number, ChurnFigures> | null;
  readonly strategies: ReadonlyMap<number, readonly RetentionStrategy[]>;
  readonly plan: RetentionPlan;
}

/** What advice is about before there is a champion. */
const LEAVING = { event: 'LEFT', words: eventWords({ event: 'LEFT', words: null }), observed: null } as const;

/** Whom a strategy is for, in words. */
export function sayWhom(segment: string, minProbability: number | null): string {
  return say().whom[minProbability === null ? 'everyone' : 'atRisk'](segment);
}

/** Advises on segments. */
export class StrategiesService {
  constructor(
    readonly store: SegmentFiguresStore,
    readonly segments: SegmentReader,
    readonly contacts: ContactTermsReader,
    readonly scores: Pick<ChurnScores, 'observedRates' | 'labels'>,
    readonly measured: ReadMeasured,
  ) {}

  /** The plan for the segments of one k, once per request. */
  readonly plans: LoaderDefinition<SegmentsKey, SegmentsPlan> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ id, k }) => `${id}:${k}`,
    load: (keys) => Promise.all(keys.map((key) => this.#plan(key))),
  };

  /** A strategy of the active segmentation of a dataset; null if it is none of them now. */
  async find(
    call: CallContext,
    datasetId: string,
    { segmentationId: id, k, index, play }: StrategyKey,
  ): Promise<FoundStrategy | null> {
    call.require('VIEWER', datasetId);
    if (!(await this.store.isActive(datasetId, id, k))) return null;
    const [{ strategies }, segments] = await Promise.all([
      call.load(this.plans, { datasetId, id, k }),
      call.load(this.segments.bySegmentation, { datasetId, id, k }),
    ]);
    const segment = segments.find((own) => own.index === index);
    const own = strategies.get(index)?.find((strategy) => strategy.id === strategyId(id, k, index, play));
    if (!segment || !own) return null;
    const { title, minProbability, assumptions } = own;
    const { saveRate, saveRateLow, saveRateHigh, contactCost, contactCostLow, contactCostHigh } = assumptions;
    return {
      filter: { segmentKey: segment.key, segmentK: k, left: false, minProbability },
      assumed: {
        ...{ play, title, segmentKey: segment.key, saveRate, contactCost },
        saveRateRange: { low: saveRateLow, high: saveRateHigh },
        contactCostRange: { low: contactCostLow, high: contactCostHigh },
      },
    };
  }

  /** The title of the best fitting strategy of each segment of the active segmentation, by the segment's key. */
  async titles(call: CallContext, datasetId: string): Promise<Map<string, string>> {
    call.require('VIEWER', datasetId);
    const active = await this.store.active(datasetId);
    if (active === null) return new Map();
    const key = { datasetId, ...active };
    const [{ strategies }, segments] = await Promise.all([
      call.load(this.plans, key),
      call.load(this.segments.bySegmentation, key),
    ]);
    return new Map(
      segments.flatMap((segment) => {
        const [first] = strategies.get(segment.index) ?? [];
        return first ? [[segment.key, first.title] as const] : [];
      }),
    );
  }

  async #plan(key: SegmentsKey): Promise<SegmentsPlan> {
    const [[segments], figures, terms, measured] = await Promise.all([
      this.segments.bySegmentation.load([key]),
      this.store.read(key),
      this.contacts.read(key.datasetId),
      this.measured(key.datasetId),
    ]);
    const outlook = terms && {
      ...terms,
      observed: await this.scores.observedRates(terms.churnModelId),
      labels: await this.scores.labels.of(key.datasetId),
    };
    const facts = gatherFacts(segments as Segment[], figures, outlook ?? LEAVING);
    const money = { ...(terms ?? DEFAULT_TERMS), measured };
    const advice = planStrategies(facts, money);
    return {
      figures,
      strategies: new Map(advice.map(({ facts: { segment }, strategies }) => [segment.index, strategies])),
      plan: planPlays(advice, money),
    };
  }
}

/** A strategy, and the customers that it is for. */
export interface FoundStrategy {
  readonly filter: {
    readonly segmentKey: string;
    readonly segmentK: number;
    readonly left: false;
    readonly minProbability: number | null;
  };
  /** What it was and assumed. */
  readonly assumed: {
    readonly play: string;
    readonly title: string;
    readonly segmentKey: string;
    readonly saveRate: number;
    readonly contactCost: number;
    readonly saveRateRange: { readonly low: number; readonly high: number };
    readonly contactCostRange: { readonly low: number; readonly high: number };
  };
}

/** The figures of a segment in the API's form. */
export function toSegmentChurn(figures: ChurnFigures): SegmentChurn {
  const { count, expectedChurners, expectedLoss } = everyone(figures);
  return {
    customers: count,
    leftCount: figures.left,
    meanProbability: count === 0 ? 0 : expectedChurners / count,
    expectedChurners,
    observedRate: figures.known === 0 ? null : figures.left / figures.known,
    highRiskCount: figures.bands.HIGH.count,
    expectedLoss,
  };
}
