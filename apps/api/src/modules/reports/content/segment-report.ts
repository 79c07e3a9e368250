import type { ResultOf } from '@holdfast/schema';
import { assumptionsInWords } from './assumptions-in-words.js';
import { columnsInWords } from './columns-in-words.js';
import { count, decimal, money, percent } from './in-words.js';
import type { SegmentReport } from './report.documents.js';
import type { ReportContent } from './report-content.js';

type Dataset = NonNullable<ResultOf<typeof SegmentReport>['dataset']>;
type Segment = NonNullable<NonNullable<Dataset['activeSegmentation']>['segment']>;

/** Differences of fewer standard deviations are left out. */
const LEAST = 0.2;

/** Who is in a segment, what sets them apart, and what to do. */
export function segmentReport(dataset: Dataset, segment: Segment): ReportContent {
  const { name, description, size, share, rule, churn, profile, strategies } = segment;
  const { currency } = dataset.assumptions;
  const called = columnsInWords(dataset.columns);
  const apart = profile
    .filter(({ zScore }) => zScore !== null && Math.abs(zScore) >= LEAST)
    .sort((a, b) => Math.abs(b.zScore!) - Math.abs(a.zScore!));
  const verb = dataset.champion?.words.infinitive ?? 'leave';
  return {
    title: `Segment: ${name}`,
    dataset: dataset.name,
    sections: [
      {
        title: 'Who they are',
        figures: [
          { name: 'Customers', value: count(size) },
          { name: 'Share of all', value: percent(share) },
          ...(churn
            ? [
                { name: `Average chance to ${verb}`, value: percent(churn.meanProbability) },
                { name: 'Expected loss', value: money(churn.expectedLoss, currency) },
              ]
            : []),
        ],
        sentences: [description, ...(rule ? [`As a rule: ${rule.sentence}`] : [])],
      },
      {
        title: 'What sets them apart',
        table: {
          head: ['Column', 'Here', 'All customers', 'Difference in standard deviations'],
          rows: apart.map(({ feature, mean, overallMean, zScore }) => [
            called(feature),
            mean === null ? '–' : decimal(mean),
            overallMean === null ? '–' : decimal(overallMean),
            decimal(zScore!),
          ]),
        },
      },
      ...(strategies.length === 0
        ? []
        : [
            {
              title: 'What to do',
              table: {
                head: ['Advice', 'For how many', 'Kept', 'Worth, less what it costs'],
                rows: strategies.map((advice) => [
                  `${advice.title}: ${advice.action}`,
                  count(advice.targetCount),
                  spread(advice.expectedSaved, advice.savedLow, advice.savedHigh, count),
                  spread(advice.expectedValue, advice.valueLow, advice.valueHigh, (amount) =>
                    money(amount, currency),
                  ),
                ]),
              },
            },
          ]),
    ],
    assumptions: assumptionsInWords(dataset.assumptions),
  };
}

/** An expected figure with its range, where they can be told. */
function spread(
  expected: number | null,
  low: number | null,
  high: number | null,
  write: (value: number) => string,
): string {
  if (expected === null) return 'not known';
  return low === null || high === null
    ? write(expected)
    : `${write(expected)} (${write(low)} to ${write(high)})`;
}
