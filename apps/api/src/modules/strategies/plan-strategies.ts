import { toGlobalId } from '../../platform/graphql/global-id.js';
import { choosePlays } from './choose-plays.js';
import { evidenceFor } from './evidence.js';
import type { Play, Target } from './play.js';
import type { SegmentFacts } from './segment-facts.js';
import { addUp, everyone, type RiskSum } from './segment-figures.js';
import type { RetentionStrategy, StrategyAssumptions } from './strategies.types.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    RetentionStrategy: true;
  }
}

/** The advice for each segment of one k, best first, with its arithmetic. Pure: the same facts give the same plan. */
export function planStrategies(segments: readonly SegmentFacts[]): RetentionStrategy[][] {
  const plays = choosePlays(segments);
  return segments.map((facts, i) => plays[i]!.map((play) => toStrategy(play, facts, segments.length)));
}

function toStrategy(play: Play, facts: SegmentFacts, segments: number): RetentionStrategy {
  const target = facts.churn ? sumOf(play.target, facts) : null;
  const assumptions: StrategyAssumptions = {
    saveRate: play.saveRate,
    contactCost: play.contactCost,
    customerValue: target === null ? null : valueOfLeavers(target),
  };
  const { segmentationId, k, index, size } = facts.segment;
  const expectedSaved = target === null ? null : target.expectedChurners * play.saveRate;
  const { customerValue, contactCost } = assumptions;
  return {
    id: toGlobalId('RetentionStrategy', `${segmentationId}:${k}:${index}:${play.id}`),
    title: play.title(facts),
    action: play.action(facts),
    channel: facts.channel,
    evidence: evidenceFor(play, facts, segments, target, assumptions),
    targetCount: target?.count ?? size,
    expectedSaved,
    expectedValue:
      expectedSaved === null || customerValue === null
        ? null
        : expectedSaved * customerValue - target!.count * contactCost,
    assumptions,
  };
}

function sumOf(target: Target, { churn }: SegmentFacts): RiskSum {
  const { bands } = churn!.figures;
  if (target === 'highRisk') return bands.HIGH;
  return target === 'atRisk' ? addUp([bands.MEDIUM, bands.HIGH]) : everyone(churn!.figures);
}

/** Value of the average leaver: each customer's value weighted by the chance of leaving. */
function valueOfLeavers({ expectedChurners, expectedLoss }: RiskSum): number | null {
  return expectedLoss === null || expectedChurners === 0 ? null : expectedLoss / expectedChurners;
}
