import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  justNow: 'gerade eben',
  lessThanADay: 'weniger als einen Tag',
  day: 'Tag',
  days: 'Tage',
  bytes: 'Byte',
  seconds: (seconds) => `${seconds} s`,
  minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
  range: (low, high) => `${low} bis ${high}`,
  period: { MONTH: 'im Monat', YEAR: 'im Jahr', ORDER: 'je Bestellung', LIFETIME: 'bisher bezahlt' },
} satisfies Translation<English>;
