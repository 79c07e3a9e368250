import { compareLeaving, type Statement } from '../churn/index.js';
import { type FeatureContrast, formatMean, formatShare } from '../segmentation/index.js';
import { say } from './messages.js';
import type { Play } from './play.js';
import type { ChurnFacts, SegmentFacts } from './segment-facts.js';
import { everyone, type RiskSum } from './segment-figures.js';
import type { StrategyAssumptions } from './strategies.types.js';

/** A difference of fewer standard deviations is not evidence. */
const TELLING = 0.2;

/** A sentence with its figures; fields without a figure are null. */
export function statement(text: string, figures: Partial<Statement> = {}): Statement {
  return {
    text,
    feature: null,
    condition: null,
    riskRatio: null,
    low: null,
    high: null,
    support: null,
    ...figures,
  };
}

/** The figures behind a play: its columns, the segment's churn, and the arithmetic. */
export function evidenceFor(
  play: Play,
  facts: SegmentFacts,
  segments: number,
  target: RiskSum | null,
  assumptions: StrategyAssumptions,
  isMeasured = false,
): Statement[] {
  const columns = play.restsOn.flatMap((concept) => {
    const level = facts.levels.get(concept);
    const tells = level !== undefined && Math.abs(level.z) >= TELLING;
    return tells ? [columnStatement(level.strongest, facts.segment.size)] : [];
  });
  const churn = facts.churn ? [churnStatement(facts.segment.name, facts.churn, segments)] : [];
  const told = target !== null && facts.churn !== null && assumptions.saveRate > 0;
  const money = told ? [arithmetic(target, assumptions, facts.churn, isMeasured)] : [];
  const drivers =
    play.target === 'everyone'
      ? []
      : (facts.churn?.drivers ?? []).map(({ feature, text }) => statement(text, { feature }));
  return [...columns, ...churn, ...drivers, ...money];
}

function columnStatement(contrast: FeatureContrast, size: number): Statement {
  const { feature, type, mean, overallMean } = contrast;
  const [own, all] =
    type === 'BOOLEAN'
      ? [formatShare(mean!), formatShare(overallMean!)]
      : [formatMean(contrast, mean!), formatMean(contrast, overallMean!)];
  return statement(say().column(say().columnName(feature), own, all), { feature, support: size });
}

/**
 * The churn of a segment. If it is known who left, its rate compared with that of other customers with a 95 % interval,
 * as long as the difference holds after correction for the number of compared segments (Bonferroni); else the model's
 * forecast.
 */
function churnStatement(
  name: string,
  { meanProbability, overallProbability, figures, overall, words }: ChurnFacts,
  segments: number,
): Statement {
  const { known, left } = figures;
  const compared = compareLeaving(figures, overall);
  if (compared && compared.pValue * segments < 0.05) {
    const { ratio, low, high } = compared;
    const text = say().left(name, { left, known, ratio, low, high, words });
    return statement(text, { condition: say().segmentIs(name), riskRatio: ratio, low, high, support: known });
  }
  const text = say().expected(name, meanProbability, overallProbability, words);
  return statement(text, { condition: say().segmentIs(name), support: everyone(figures).count });
}

function arithmetic(
  { count, expectedChurners: expected }: RiskSum,
  terms: StrategyAssumptions,
  { event, words }: ChurnFacts,
  isMeasured: boolean,
): Statement {
  const saved = expected * terms.saveRate;
  const told = { count, expected, saved, terms, event, words, isMeasured };
  return statement(say().arithmetic(told), { support: count });
}
