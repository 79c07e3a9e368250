import { counted } from '#lib/format/arabic-count.ts';
import { enclosed } from '#lib/words/marks.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { ChampionWords } from './champion-words';
import type { English } from './messages';

/** Whoever trained the model has named the event: their own word is quoted, since nobody can inflect it. */
function own({ past }: ChampionWords) {
  const quoted = `«${enclosed(past)}»`;
  return {
    infinitive: quoted,
    past: `وقع لهم ${quoted}`,
    gerund: quoted,
    people: `من وقع لهم ${quoted}`,
    others: `من لم يقع لهم ${quoted}`,
    remaining: `لم يقع لهم ${quoted} بعد`,
    havePast: `وقع لهم ${quoted}`,
    whoHavePast: `وقع لهم ${quoted}`,
    whoHasPast: `وقع له ${quoted}`,
  };
}

export default {
  // What is expected or likely is said by a noun, which is the same for one and for many.
  event: (words) => {
    if (words.past === 'left')
      return {
        infinitive: 'المغادرة',
        past: 'غادروا',
        gerund: 'المغادرة',
        people: 'المغادرين',
        others: 'الباقين',
        remaining: 'ما زالوا هنا',
        havePast: 'غادروا',
        whoHavePast: 'غادروا',
        whoHasPast: 'غادر',
      };
    if (words.past === 'responded')
      return {
        infinitive: 'الاستجابة',
        past: 'استجابوا',
        gerund: 'الاستجابة',
        people: 'المستجيبين',
        others: 'غير المستجيبين',
        remaining: 'لم يستجيبوا بعد',
        havePast: 'استجابوا',
        whoHavePast: 'استجابوا',
        whoHasPast: 'استجاب',
      };
    return own(words);
  },
  band: (percent, { past }) => `من كل 100 في هذا المستوى ${percent} ${past}`,
  changes: {
    title: 'النماذج التي قيّمت العملاء',
    reading: 'كل تغيير، تلقائيًا أو بيد أحد، مع سببه؛ الأحدث أولًا.',
    version: (version) => `الإصدار ${version}`,
    began: 'بدأ تقييم العملاء',
    takenBack: (version) => `أُعيد بدلًا من الإصدار ${version}`,
    tookOver: (version) => `حلّ محل الإصدار ${version}`,
    byItself: 'تلقائيًا',
    decidedBy: (who) => `بقرار من ${who}`,
    change: (came, by) => `{version} ${came}، ${by}.`,
    noReason: 'لم يُذكر سبب.',
  },
  slices: {
    tooFew: 'قليل جدًا',
    byGroup: 'جودة النموذج بحسب المجموعة',
    by: (column) => `جودة النموذج بحسب ${column}`,
    segment: 'الشريحة',
    customers: 'العملاء',
    auc: 'AUC',
    expected: 'المتوقع',
    observed: 'المرصود',
    verdict: 'الحكم',
    ranksWorse: 'ترتيب أسوأ',
    tooLow: 'احتمالات أدنى من الواقع',
    tooHigh: 'احتمالات أعلى من الواقع',
    asElsewhere: 'كما في غيرها',
  },
  money: {
    title: 'ما تعنيه المبالغ',
    period: 'المدة',
    notSaid: 'غير محددة',
    periods: { MONTH: 'شهر', YEAR: 'سنة', ORDER: 'طلب واحد', LIFETIME: 'كل ما دُفع حتى الآن' },
    currency: 'العملة',
    letters: 'ثلاثة أحرف، مثل EUR',
    examples: 'EUR, USD …',
    save: 'حفظ',
    past: 'ما دُفع حتى الآن ليس ما سيُدفع من الآن فصاعدًا: المبالغ مبالغ الماضي.',
  },
  made: {
    methods: {
      AUTO: 'تلقائي',
      LOGISTIC_REGRESSION: 'الانحدار اللوجستي',
      RANDOM_FOREST: 'الغابة العشوائية',
      GRADIENT_BOOSTING: 'التعزيز التدرجي',
    },
    imbalances: {
      AUTO: 'تلقائي',
      NONE: 'بلا تصحيح',
      CLASS_WEIGHT: 'أوزان الفئات',
      RANDOM_OVERSAMPLE: 'تكرار عشوائي',
      RANDOM_UNDERSAMPLE: 'حذف عشوائي',
      SMOTE: 'SMOTE',
    },
    methodWith: (method, imbalance) => `${method}، ${imbalance}`,
    stages: { CANDIDATE: 'مرشح', CHAMPION: 'قيد الاستخدام', ARCHIVED: 'مؤرشف' },
    states: {
      PENDING: 'في الانتظار',
      RUNNING: 'قيد التنفيذ',
      COMPLETED: 'تم',
      FAILED: 'فشل',
      CANCELLED: 'أُلغي',
    },
  },
  statements: {
    ratio: (ratio) => `النسبة ${ratio}`,
    interval: (range) => `فاصل الثقة 95 %: ${range}`,
    support: (customers) => counted(customers, 'customer'),
  },
} satisfies Translation<English>;
