import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  missing: 'غير متوفر',
  table: {
    customer: 'العميل',
    segment: 'الشريحة',
    chance: (gerund) => `احتمال ${gerund}`,
    risk: 'الخطورة',
    loss: 'الخسارة المتوقعة',
    chanceTimesValue: 'الاحتمال × القيمة',
    reason: 'السبب الأهم',
    already: (past) => `${past} بالفعل`,
  },
  operators: {
    EQ: 'يساوي',
    NEQ: 'لا يساوي',
    GTE: 'على الأقل',
    LTE: 'على الأكثر',
    CONTAINS: 'يحتوي على',
    IS_KNOWN: 'معروف',
    IS_MISSING: 'غير متوفر',
  },
  condition: (column, operator, value) => `${column} ${operator}${value === '' ? '' : ` ${value}`}`,
  value: {
    unknown: 'لا شيء يدل على قيمة هذا العميل.',
    survival: (amount, chance) =>
      `يُتوقع ${amount} خلال 365 يومًا القادمة: عمود القيمة مضروبًا في احتمال بقاء قدره ${chance}.`,
    brought: (amount) => `جلب حتى الآن ${amount}.`,
    purchases: (days) => `أيام الشراء المتوقعة خلال 365 يومًا القادمة: ${days}.`,
    purchasesWorth: (days, amount) =>
      `المتوقع خلال 365 يومًا القادمة: ${days} من أيام الشراء، بقيمة ${amount}.`,
    within: (amount, range) => `${amount} (${range})`,
    neverStops: 'لا يظهر في هذه المشتريات أن أحدًا توقف عن الشراء.',
    noRepeat: 'لا شراء متكررًا حتى الآن، فلا شيء يدل على أن العميل ما زال يشتري.',
    stillBuying: (chance) => `احتمال أن العميل ما زال يشتري هو ${chance}.`,
  },
} satisfies Translation<English>;
