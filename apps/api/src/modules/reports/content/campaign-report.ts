import type { ResultOf } from '@holdfast/schema';
import { assumptionsInWords } from './assumptions-in-words.js';
import { count, decimal, money, percent, points } from './in-words.js';
import type { CampaignReport } from './report.documents.js';
import type { ReportContent, ReportSection } from './report-content.js';

type Campaign = NonNullable<ResultOf<typeof CampaignReport>['campaign']>;
type Effect = NonNullable<Campaign['effect']>;

/** What a campaign did, beside those who were left alone. */
export function campaignReport(campaign: Campaign): ReportContent {
  const { name, createdAt, sentence, contactedCount, holdOutCount, contactCost, effect, missing, dataset } =
    campaign;
  const { currency } = dataset.assumptions;
  return {
    title: `Campaign: ${name}`,
    dataset: dataset.name,
    sections: [
      {
        title: 'Who was in it',
        figures: [
          { name: 'To be contacted', value: count(contactedCount) },
          { name: 'Left alone', value: count(holdOutCount) },
          { name: 'Made on', value: createdAt.slice(0, 10) },
        ],
        sentences: [sentence],
      },
      ...(effect ? whatItDid(effect, currency) : [{ title: 'What it did', sentences: [missing.sentence] }]),
    ],
    assumptions: [
      ...(contactCost === null ? [] : [`When the list was made, a contact cost ${decimal(contactCost)}.`]),
      ...assumptionsInWords(dataset.assumptions),
    ],
  };
}

function whatItDid(effect: Effect, currency: string | null): ReportSection[] {
  const { saved, savedLow, savedHigh, netValue, netValueLow, netValueHigh } = effect;
  const range = (low: number | null, high: number | null, write: (value: number) => string) =>
    low === null || high === null ? '' : ` (${write(low)} to ${write(high)})`;
  const amount = (value: number) => money(value, currency);
  const arms = [
    ['Contacted', effect.contacted],
    ['Left alone', effect.holdOut],
  ] as const;
  return [
    {
      title: 'What it did',
      figures: [
        { name: 'Kept', value: `${count(saved)}${range(savedLow, savedHigh, count)}` },
        ...(netValue === null
          ? []
          : [
              {
                name: 'Worth, less what it cost',
                value: `${amount(netValue)}${range(netValueLow, netValueHigh, amount)}`,
              },
            ]),
      ],
      sentences: [effect.sentence, effect.differences],
      table: {
        head: ['Arm', 'Customers', 'Outcome known', 'Left', 'Share'],
        rows: arms.map(([name, { customers, known, left, rate }]) => [
          name,
          ...[customers, known, left].map(count),
          percent(rate),
        ]),
      },
    },
    ...(effect.bySegment.length > 0
      ? [
          {
            title: 'By segment',
            table: {
              head: ['Segment', 'Contacted', 'Left alone', 'Difference', '95 %'],
              rows: effect.bySegment.map(({ name, contacted, holdOut, uplift, low, high }) => [
                name,
                percent(contacted.rate),
                percent(holdOut.rate),
                points(uplift),
                `${points(low)} to ${points(high)}`,
              ]),
            },
          },
        ]
      : []),
  ];
}
