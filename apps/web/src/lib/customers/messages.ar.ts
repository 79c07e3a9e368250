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
  filter: {
    everybody: 'كل العملاء.',
    sentence: (phrases) => `العملاء ${phrases.join('، ')}.`,
    remaining: ({ remaining }) => `الذين ${remaining}`,
    gone: ({ past }) => `الذين ${past} بالفعل`,
    audience: (name) => `من جمهور «${name}»`,
    segment: (name) => `من شريحة «${name}»`,
    risk: { LOW: 'ذوو الخطورة المنخفضة', MEDIUM: 'ذوو الخطورة المتوسطة', HIGH: 'ذوو الخطورة العالية' },
    chance: ({ gerund }, least, most) =>
      `باحتمال ${gerund} ${least === null ? `لا يزيد على ${most}` : most === null ? `لا يقل عن ${least}` : `من ${least} إلى ${most}`}`,
    contacts: (many) => `من أول ${many} ينبغي التواصل معهم`,
    mayBeContacted: 'الذين يجوز التواصل معهم',
    mustNot: 'الذين لا يجوز التواصل معهم',
    campaign: {
      ALL: 'من الحملة',
      CONTACTED: 'من الحملة، مع تواصل',
      HOLD_OUT: 'من الحملة، دون تواصل',
      BUSINESS_AS_USUAL: 'من الحملة، بالمعاملة المعتادة',
    },
    area: 'داخل الشكل على الخريطة',
    search: (text) => `الذين يحتوي معرّفهم على «${text}»`,
    whose: {
      EQ: (column, value) => `الذين لديهم ${column} يساوي ${value}`,
      NEQ: (column, value) => `الذين لديهم ${column} لا يساوي ${value}`,
      GTE: (column, value) => `الذين لديهم ${column} لا يقل عن ${value}`,
      LTE: (column, value) => `الذين لديهم ${column} لا يزيد على ${value}`,
      CONTAINS: (column, value) => `الذين لديهم ${column} يحتوي على «${value}»`,
      IS_KNOWN: (column) => `الذين لديهم ${column} معروف`,
      IS_MISSING: (column) => `الذين لديهم ${column} غير متوفر`,
    },
  },
  yes: 'نعم',
  no: 'لا',
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
