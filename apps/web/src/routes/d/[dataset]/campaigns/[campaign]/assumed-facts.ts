import type { ResultOf } from '@holdfast/schema';
import type { EventWords } from '#lib/churn/event-words.ts';
import { formatMoney } from '#lib/format/money.ts';
import { formatPercent, formatRate } from '#lib/format/percent.ts';
import type { AssumedFragment } from './campaign.documents';

type Assumed = ResultOf<typeof AssumedFragment>;
type Assumption = NonNullable<Assumed['contactCost']>;
type Fact = readonly [name: string, text: string];

/** What a campaign took for granted, as names and texts. */
export function assumedFacts(
  { modelVersion, expectedRate, customerWorth, contactCost, strategies }: Assumed,
  { words, currency }: { words: EventWords; currency: string | null },
): Fact[] {
  const money = (amount: number) => formatMoney(amount, currency);
  const by = modelVersion === null ? '' : `, by version ${modelVersion}`;
  return [
    ['Where nothing is done', `${formatRate(expectedRate)} ${words.infinitive}${by}`],
    ['One customer brings', customerWorth ? ranged(customerWorth, money) : 'not known'],
    ['One contact costs', contactCost ? ranged(contactCost, money) : 'nobody had said'],
    ...strategies.map(
      (strategy): Fact => [
        `${strategy.title}, ${strategy.segmentName}`,
        `turns ${ranged(strategy.saveRate, formatPercent)}; costs ${ranged(strategy.contactCost, money)} a contact`,
      ],
    ),
  ];
}

function ranged({ low, base, high }: Assumption, format: (value: number) => string): string {
  const isRange = low !== null && high !== null && low < high;
  return isRange ? `${format(base)} (${format(low)} to ${format(high)})` : format(base);
}
