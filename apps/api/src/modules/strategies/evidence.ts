import { compareLeaving, type Statement } from '../churn/index.js';
import {
  type FeatureContrast,
  formatCount,
  formatMean,
  formatNumber,
  formatShare,
  labelOf,
} from '../segmentation/index.js';
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
  const text = `${upperFirst(labelOf(feature))}: ${own} on average, against ${all} for all customers.`;
  return statement(text, { feature, support: size });
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
    const text =
      `${formatCount(left)} of ${formatCount(known)} in “${name}” ${words.past} (${formatShare(left / known)}): ` +
      `${formatNumber(ratio)} times the rate of other customers (${formatNumber(low)} to ${formatNumber(high)}).`;
    return statement(text, { condition: `segment is ${name}`, riskRatio: ratio, low, high, support: known });
  }
  const text = `${formatShare(meanProbability)} of those in “${name}” who are ${words.remaining} are expected to ${words.infinitive}, against ${formatShare(overallProbability)} of all.`;
  return statement(text, { condition: `segment is ${name}`, support: everyone(figures).count });
}

function arithmetic(
  { count, expectedChurners }: RiskSum,
  { saveRate, contactCost, customerValue }: StrategyAssumptions,
  { event, words }: ChurnFacts,
  isMeasured: boolean,
): Statement {
  const saved = expectedChurners * saveRate;
  const worth = customerValue === null ? '' : `, worth ${formatNumber(customerValue)} each`;
  return statement(
    `Contacting ${formatCount(count)} at ${contactCost} each costs ${formatNumber(count * contactCost)}; of the ` +
      `${formatNumber(expectedChurners)} expected ${words.people} among them, ${formatShare(saveRate)} are ${isMeasured ? 'measured' : 'assumed'} to ${event === 'LEFT' ? 'stay' : 'do so only because of it'}: ` +
      `${formatNumber(saved)} customers${worth}.`,
    { support: count },
  );
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
