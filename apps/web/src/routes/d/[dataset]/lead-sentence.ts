import type { EventWords } from '#lib/churn/event-words.ts';
import { formatGain, formatMoney } from '#lib/format/money.ts';
import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';

/** What is expected of those who are still there. */
interface Outlook {
  readonly customers: number;
  readonly expectedChurners: number;
  readonly expectedLoss: number | null;
}

/** Whom to contact, as far as it can be told. */
interface Plan {
  readonly event: string;
  readonly suggestedContacts: number;
  readonly capacity: number | null;
  readonly at: { readonly expectedGain: number | null };
}

/** What the customers are expected to do. */
export function outlookSentence(
  { customers, expectedChurners, expectedLoss }: Outlook,
  words: EventWords,
  event: string,
  currency: string | null,
): string {
  const who = `${formatCount(expectedChurners)} of ${plural(customers, 'customer')} ${words.remaining} ${Math.round(expectedChurners) === 1 ? 'is' : 'are'} expected to ${words.infinitive}`;
  const loss =
    expectedLoss === null || event !== 'LEFT'
      ? ''
      : `, and ${formatMoney(expectedLoss, currency)} of value with them`;
  return `${who}${loss}.`;
}

/** What to do about it. */
export function planSentence({ suggestedContacts, capacity, at }: Plan, currency: string | null): string {
  if (at.expectedGain === null) return `Contact ${plural(suggestedContacts, 'customer')} first.`;
  if (suggestedContacts === 0) return 'No contact is expected to bring more than it costs.';
  const whom =
    suggestedContacts === capacity
      ? `the ${plural(capacity, 'customer')} whom you can reach and for whom it brings most`
      : `the ${plural(suggestedContacts, 'customer')} for whom it pays`;
  return `Contacting ${whom} is expected to bring ${formatGain(at.expectedGain, currency)}.`;
}
