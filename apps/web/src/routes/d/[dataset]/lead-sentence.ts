import type { EventInWords } from '#lib/churn/messages.ts';
import { formatGain, formatMoney } from '#lib/format/money.ts';
import { say } from './messages';

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
  words: EventInWords,
  event: string,
  currency: string | null,
): string {
  return expectedLoss === null || event !== 'LEFT'
    ? say().lead.outlook(expectedChurners, customers, words)
    : say().lead.outlookWithLoss(expectedChurners, customers, words, formatMoney(expectedLoss, currency));
}

/** What to do about it. */
export function planSentence({ suggestedContacts, capacity, at }: Plan, currency: string | null): string {
  const { contactFirst, noContact, contactReachable, contactPaying } = say().lead;
  if (at.expectedGain === null) return contactFirst(suggestedContacts);
  if (suggestedContacts === 0) return noContact;
  const bring = suggestedContacts === capacity ? contactReachable : contactPaying;
  return bring(suggestedContacts, formatGain(at.expectedGain, currency));
}
