import { counted, countedOf } from '#lib/format/arabic-count.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  title: 'حملة',
  loading: 'جارٍ تحميل الحملة',
  notFound: 'الحملة غير موجودة',
  notFoundWhy: 'ربما حُذفت.',
  all: 'كل الحملات',
  outcomesFile: 'نتائج من ملف',
  delete: 'حذف',
  deletion: {
    title: 'حذف الحملة',
    explained: 'يبقى العملاء ونتائجهم. ويضيع من جرى التواصل معهم ومن تُركوا، ومعه الأثر.',
  },
  nothingYet: 'لا يمكن قول شيء قبل معرفة نتائج المجموعتين.',
  earlier: (outcomes) => `${counted(outcomes, 'outcome')} من قبل إنشائها لا تقول عنها شيئًا.`,
  erased: (members) => `مُحي بعد ذلك ${counted(members, 'member')}.`,
  made: (when) => `أُنشئت ${when}.`,
  comeIn: {
    title: 'كيف تصل النتائج',
    how: (most) =>
      `تواصل مع أصحاب القائمة الأولى واترك أصحاب الثانية. ثم أبلغ بما حدث للجميع، ومنهم من بقوا، بملف أو عبر {mutation}، حتى ${countedOf(most, 'outcome')} في كل استدعاء.`,
  },
  arms: {
    contacted: 'مع تواصل',
    leftAlone: 'دون تواصل',
    asUsual: 'معاملة معتادة',
    customers: () => 'العملاء',
    rate: (rate, { past }, left, known) =>
      `${rate} ${past}: ${formatCount(left)} من ${formatCount(known)} عُرفت نتيجتهم`,
    brought: (amount) => `جلب كل منهم ${amount}.`,
    none: 'لا نتيجة معروفة بعد.',
    see: 'عرضهم',
    csv: 'CSV',
    parquet: 'Parquet',
    beside: 'إلى جانب المعاملة المعتادة',
  },
  assumed: {
    title: 'ما افتُرض',
    reading: 'كما كان عند إنشاء القائمة. لا تمسّها تغييرات الفرضيات اللاحقة.',
    idle: 'حيث لا يُفعل شيء',
    rate: (rate, infinitive) => `${infinitive}: ${rate}`,
    rateBy: (rate, infinitive, version) => `${infinitive}: ${rate}، بحسب الإصدار ${version}`,
    worth: 'ما يجلبه عميل واحد',
    cost: 'تكلفة التواصل الواحد',
    notKnown: 'غير معروف',
    notSaid: 'لم يحددها أحد',
    play: (saveRate, cost) => `يحوّل ${saveRate}؛ ويكلف ${cost} لكل تواصل`,
  },
  effect: {
    title: 'الأثر',
    readingMore: ({ people }) =>
      `بكم نقطة تزيد نسبة ${people} مع التواصل على نسبتهم دونه، مع فواصل ثقة 95 %.`,
    readingFewer: ({ people }) => `بكم نقطة تقل نسبة ${people} مع التواصل عن نسبتهم دونه، مع فواصل ثقة 95 %.`,
    more: ({ people }) => `عدد أكبر من ${people}`,
    fewer: ({ people }) => `عدد أقل من ${people}`,
    adjusted: 'مع مراعاة تقييماتهم',
    narrower: (share) => `الفاصل أضيق بنسبة ${share}`,
    difference: 'فرق النسبتين',
    chart: 'الأثر مع فاصل الثقة',
    won: 'مكتسبون',
    saved: 'مستبقون',
    customers: (written, customers) =>
      `${written} ${Math.abs(customers) >= 3 && Math.abs(customers) <= 10 ? 'عملاء' : 'عميل'}`,
    afterCost: 'بعد التكلفة',
    sum: ({ saved, worth, contacted, cost }) =>
      `${saved} × ${worth} لكل عميل − ${contacted} × ${cost} لكل تواصل.`,
    inCurrency: (amount, currency) => `${amount} ${currency}`,
    noMoney: 'تُقال المبالغ حيث تُعرف تكلفة التواصل وقيمة العملاء.',
  },
  forWhom: {
    title: 'لمن',
    tooFew: 'نتائج قليلة جدًا',
    known: (contacted, leftAlone) =>
      `مع تواصل: ${formatCount(contacted)}، دون تواصل: ${formatCount(leftAlone)}`,
    byRiskBand: 'الأثر بحسب مستوى الخطورة',
    bySegment: 'الأثر بحسب الشريحة',
    wider: 'الفواصل أوسع من فاصل الأثر: فهي تصح لكل مجموعات النوع معًا. والمعلَّم هو ما كان أثره مؤكدًا.',
  },
  intervals: {
    one: (name, points, range) => `${name}: ${points} نقطة، ${range}`,
    points: 'نقطة',
  },
  uplift: {
    title: 'لأي العملاء',
    byItself: 'يُتعلَّم نموذج للأثر على كل عميل تلقائيًا كلما وصلت نتائج.',
    more: ({ people }) => `الزيادة في ${people}، من كل 100`,
    fewer: ({ people }) => `النقص في ${people}، من كل 100`,
    share: 'نسبة من جرى التواصل معهم',
    from: 'من',
    to: 'إلى',
    chart: (sentence) => `ما يجلبه التواصل مع أوائل القائمة، بترتيب الأثر المتوقع: ${sentence}`,
    byEffect: 'بالأثر المتوقع',
    byChance: 'بالصدفة',
    contactedFirst: 'التواصل معهم أولًا، من كل 100',
    members: (members) =>
      `${counted(members, 'member')}، وضع كلًا منهم نموذج لا يعرف نتيجته، مع فواصل ثقة 95 %.`,
    measured: (members, when) =>
      `${counted(members, 'member')}، وضع كلًا منهم نموذج لا يعرف نتيجته، مع فواصل ثقة 95 %؛ قيس ${when}.`,
    area: (points, range) => `المساحة فوق الخط المتقطع ${points} نقطة (${range}).`,
    next: 'إنشاء القائمة التالية بالمكسب المتوقع',
    after: (campaign) => `بعد ${campaign}`,
  },
  file: {
    explained:
      'عميل في كل صف: عمود بالمعرّف، وعمود يقول ما حدث، ومنهم من بقوا أيضًا. ومن عدة نتائج لعميل تُحتسب آخرها معرفة.',
    file: 'الملف',
    sending: 'جارٍ إرسال الملف',
    reading: 'جارٍ قراءة الملف',
    recorded: (outcomes) => `سُجّلت ${counted(outcomes, 'outcome')}.`,
    record: (outcomes) => `تسجيل ${countedOf(outcomes, 'outcome')}`,
    ids: 'المعرّفات',
    choose: 'اختر',
    happened: 'ما حدث',
    means: ({ past }) => `المعنى: ${past}`,
    foundOut: 'تاريخ المعرفة',
    now: 'الآن',
    matched: (rows, left, { past }) => `${counted(rows, 'row')} لعملاء، منهم ${formatCount(left)} ${past}.`,
    unknown: (rows, ids) => `${counted(rows, 'row')} ليست لأحد في البيانات: ${ids}.`,
    rejected: (lines) => `${counted(lines, 'line')} بلا نتيجة:`,
    line: (line) => `السطر ${line}: {why}`,
  },
} satisfies Translation<English>;
