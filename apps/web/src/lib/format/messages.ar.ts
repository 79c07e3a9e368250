import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  justNow: 'الآن',
  lessThanADay: 'أقل من يوم',
  day: 'يوم',
  days: 'أيام',
  bytes: 'بايت',
  seconds: (seconds) => `${seconds} ث`,
  minutes: (minutes, seconds) => `${minutes} د ${seconds} ث`,
  range: (low, high) => `${low} إلى ${high}`,
  period: { MONTH: 'في الشهر', YEAR: 'في السنة', ORDER: 'لكل طلب', LIFETIME: 'مدفوع حتى الآن' },
} satisfies Translation<English>;
