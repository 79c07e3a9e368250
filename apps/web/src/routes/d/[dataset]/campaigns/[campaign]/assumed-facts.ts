import type { ResultOf } from '@holdfast/schema';
import type { EventWords } from '#lib/churn/event-words.ts';
import { formatMoney } from '#lib/format/money.ts';
import { formatPercent, formatRate } from '#lib/format/percent.ts';
import { formatRange } from '#lib/format/range.ts';
import type { AssumedFragment } from './campaign.documents';
import { say } from './messages';

type Assumed = ResultOf<typeof AssumedFragment>;
type Assumption = NonNullable<Assumed['contactCost']>;
type Fact = readonly [name: string, text: string];

/** What a campaign took for granted, as names and texts. */
export function assumedFacts(
  { modelVersion, expectedRate, customerWorth, contactCost, strategies }: Assumed,
  { words, currency }: { words: EventWords; currency: string | null },
): Fact[] {
  const money = (amount: number) => formatMoney(amount, currency);
  const rate = formatRate(expectedRate);
  const told = say().assumed;
  return [
    [
      told.idle,
      modelVersion === null
        ? told.rate(rate, words.infinitive)
        : told.rateBy(rate, words.infinitive, modelVersion),
    ],
    [told.worth, customerWorth ? ranged(customerWorth, money) : told.notKnown],
    [told.cost, contactCost ? ranged(contactCost, money) : told.notSaid],
    ...strategies.map(
      (strategy): Fact => [
        `${strategy.title}, ${strategy.segmentName}`,
        told.play(ranged(strategy.saveRate, formatPercent), ranged(strategy.contactCost, money)),
      ],
    ),
  ];
}

function ranged({ low, base, high }: Assumption, format: (value: number) => string): string {
  const isRange = low !== null && high !== null && low < high;
  return isRange ? `${format(base)} (${formatRange(format(low), format(high))})` : format(base);
}
