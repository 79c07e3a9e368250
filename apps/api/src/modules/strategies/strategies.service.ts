import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import type { Segment, SegmentReader, SegmentsKey } from '../segmentation/index.js';
import { planStrategies } from './plan-strategies.js';
import { gatherFacts } from './segment-facts.js';
import { type ChurnFigures, everyone } from './segment-figures.js';
import type { SegmentFiguresStore } from './segment-figures.store.js';
import type { RetentionStrategy, SegmentChurn } from './strategies.types.js';

/** The figures and advice for all segments of one k, computed together because each is compared with the others. */
export interface SegmentsPlan {
  readonly figures: ReadonlyMap<number, ChurnFigures> | null;
  readonly strategies: ReadonlyMap<number, RetentionStrategy[]>;
}

/** Advises on segments. */
export class StrategiesService {
  constructor(
    readonly store: SegmentFiguresStore,
    readonly segments: SegmentReader,
  ) {}

  /** The plan for the segments of one k, once per request. */
  readonly plans: LoaderDefinition<SegmentsKey, SegmentsPlan> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ id, k }) => `${id}:${k}`,
    load: (keys) => Promise.all(keys.map((key) => this.#plan(key))),
  };

  async #plan(key: SegmentsKey): Promise<SegmentsPlan> {
    const [[segments], figures] = await Promise.all([
      this.segments.bySegmentation.load([key]),
      this.store.read(key.id, key.k),
    ]);
    const facts = gatherFacts(segments as Segment[], figures);
    const planned = planStrategies(facts);
    return { figures, strategies: new Map(facts.map(({ segment }, i) => [segment.index, planned[i]!])) };
  }
}

/** The figures of a segment in the API's form. */
export function toSegmentChurn(figures: ChurnFigures): SegmentChurn {
  const { count, expectedChurners, expectedLoss } = everyone(figures);
  return {
    meanProbability: expectedChurners / count,
    expectedChurners,
    observedRate: figures.known === 0 ? null : figures.left / figures.known,
    highRiskCount: figures.bands.HIGH.count,
    expectedLoss,
  };
}
