import { counted, countedOf } from '#lib/format/arabic-count.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  loading: 'جارٍ تحميل البيانات',
  notFound: 'مجموعة البيانات غير موجودة',
  notFoundWhy: 'ربما حُذفت، أو أن الرابط ناقص.',
  toNewest: 'إلى أحدث مجموعة بيانات',
  importing: {
    another: 'استيراد ملف آخر',
    title: 'جارٍ استيراد الملف',
    reading: 'تتحدث هذه الصفحة عند انتهاء الاستيراد.',
    waiting: 'في انتظار البدء.',
  },
  about: ({ infinitive }) => `من هم عملاؤك، وممن تُرجَّح ${infinitive}، ومع من تتواصل أولًا.`,
  loadNext: 'تحميل ملف الشهر القادم',
  loadingLead: 'جارٍ تحميل ما هو قادم',
  loadingFigures: 'جارٍ تحميل الأرقام الرئيسية',
  loadingSegments: 'جارٍ تحميل الشرائح',
  loadingCustomers: 'جارٍ تحميل من نتصل بهم',
  lead: {
    outlook: (expected, customers, { remaining, infinitive }) =>
      `تُتوقع ${infinitive} من ${formatCount(expected)} من أصل ${countedOf(customers, 'customer')} ${remaining}.`,
    outlookWithLoss: (expected, customers, { remaining, infinitive }, loss) =>
      `تُتوقع ${infinitive} من ${formatCount(expected)} من أصل ${countedOf(customers, 'customer')} ${remaining}، ومعهم قيمة قدرها ${loss}.`,
    contactFirst: (customers) => `تواصل أولًا مع ${countedOf(customers, 'customer')}.`,
    noContact: 'لا يُتوقع أن يجلب أي تواصل أكثر من تكلفته.',
    contactReachable: (customers, gain) =>
      `التواصل مع ${countedOf(customers, 'customer')} يمكنك الوصول إليهم وهو لهم الأجدى، يُتوقع أن يجلب ${gain}.`,
    contactPaying: (customers, gain) =>
      `التواصل مع ${countedOf(customers, 'customer')} ممن يجدي معهم، يُتوقع أن يجلب ${gain}.`,
    seeWhom: 'عرض القائمة',
  },
  figures: {
    customers: () => 'العملاء',
    already: (left, { havePast }) => `${formatCount(left)} ${havePast} بالفعل`,
    segments: (count) => `في ${countedOf(count, 'segment')}`,
    notSegmented: 'بلا شرائح بعد',
    expected: ({ infinitive }) => `تُتوقع منهم ${infinitive}`,
    rate: (rate, customers, { remaining }, range) =>
      `${rate} من ${formatCount(customers)} ${remaining} (${range})`,
    atHighRisk: 'بخطورة مرتفعة',
    mostLikely: ({ infinitive }) => `الأعلى في احتمال ${infinitive}`,
    aboveThreshold: 'عند حد النموذج أو فوقه',
    valueAtRisk: 'القيمة المعرضة للخطر',
    valueTimesChance: 'القيمة × الاحتمال',
    setCurrency: 'تحديد العملة',
  },
  lastFile: {
    file: 'آخر ملف: {name}، {when}.',
    unchanged: (why) => `لم يتغير شيء: ${why}`,
    rejected: (rows) => `رُفض ${counted(rows, 'row')}: {link}.`,
    which: 'عرض أيها ولماذا',
  },
  changed: {
    since: (moment, what) => `منذ فحص ${moment}: ${what}`,
    checked: '{link}، فُحص {when}.',
    what: 'ما تغيّر',
    more: (customers) => `زيادة قدرها ${counted(customers, 'customer')}`,
    fewer: (customers) => `نقص قدره ${counted(customers, 'customer')}`,
    nothingBefore: 'لم يتحرك شيء من قبل',
    others: (columns) => `${formatCount(columns)} غيرها`,
    moved: (columns) => `تحرك ${columns}`,
    back: (columns) => `عاد كما كان ${columns}`,
  },
  next: {
    busy: 'قيد التنفيذ',
    busyReading: 'تظهر النتائج هنا فور جاهزيتها.',
    who: 'من هم؟',
    whoHow: 'قسّم عملاءك إلى شرائح. يستغرق ذلك ثوانٍ: يجرّب Holdfast كل عدد من الشرائح من 2 إلى 10.',
    findSegments: 'البحث عن الشرائح',
    whoLeaves: 'من المرجّح أن يغادر؟',
    whoLeavesHow: 'اختر العمود أو القاعدة التي تقول من غادر. ثم يقيّم نموذج كل عميل.',
    setUp: 'إعداد المغادرة',
  },
  segments: {
    title: 'من هم',
    largest: (name, share) => `أكبر شريحة هي «${name}» وفيها ${share} من العملاء.`,
    largestRiskiest: (name, share, { infinitive }, chance) =>
      `أكبر شريحة هي «${name}» وفيها ${share} من العملاء؛ و${infinitive} فيها هي الأرجح أيضًا (${chance}).`,
    riskiest: (name, share, { infinitive }, riskiest, chance) =>
      `أكبر شريحة هي «${name}» وفيها ${share} من العملاء؛ و${infinitive} هي الأرجح في «${riskiest}» (${chance}).`,
    segment: 'الشريحة',
    customers: 'العملاء',
    share: 'النسبة',
    have: ({ havePast }) => havePast,
    meanChance: ({ gerund }) => `متوسط احتمال ${gerund}`,
    expectedTo: ({ infinitive }) => `تُتوقع منهم ${infinitive}`,
    expected: (chance, { infinitive }) => `احتمال ${infinitive} ${chance}`,
  },
  call: {
    call: 'اتصل بهؤلاء أولًا',
    contact: 'تواصل مع هؤلاء أولًا',
    byGain: (customers, { gerund, past }) =>
      `${counted(customers, 'customer')} يُتوقع أن يكون التواصل معهم الأجدى، بحسب احتمال ${gerund} وقيمتهم. لا يظهر من ${past} بالفعل أو لا يجوز التواصل معهم.`,
    byChance: (customers, { infinitive, past }) =>
      `${counted(customers, 'customer')} هم الأعلى في احتمال ${infinitive}. لا يظهر من ${past} بالفعل أو لا يجوز التواصل معهم.`,
    seeAll: 'عرض الكل',
    caption: 'العملاء الذين نتصل بهم أولًا',
  },
  known: {
    title: ({ gerund }) => `ما يرتبط ب${gerund}`,
    trust: ({ past }, times, auc, range) =>
      `بين عميل ممن ${past} وآخر من غيرهم، يصيب النموذج في ${times} من كل 100 مرة (AUC ${auc}، فاصل الثقة 95 %: ${range}).`,
    seeModel: 'عرض النموذج',
    nothing: ({ gerund }) => `لا سمة مفردة ترتبط بوضوح ب${gerund}.`,
  },
  imports: {
    title: 'عمليات الاستيراد',
    all: (files) => `حُمّل إلى هذه البيانات ${counted(files, 'file')}.`,
    newestFirst: (files) => `حُمّل إلى هذه البيانات ${counted(files, 'file')}، الأحدث أولًا.`,
    some: (files, shown) =>
      `حُمّل إلى هذه البيانات ${counted(files, 'file')}؛ ويظهر أحدث ${formatCount(shown)} منها.`,
    modes: { NEW: 'بيانات جديدة', APPEND: 'إضافة وتحديث', REPLACE: 'استبدال الكل' },
    states: {
      PENDING: 'في الانتظار',
      RUNNING: 'قيد التنفيذ',
      COMPLETED: 'تم',
      FAILED: 'فشل',
      CANCELLED: 'أُلغي',
    },
    you: 'أنت',
    aKey: 'مفتاح API',
    show: (rows, file) => `عرض الصفوف المرفوضة: ${formatCount(rows)} من ${file}`,
    file: 'الملف',
    when: 'متى',
    by: 'بواسطة',
    how: 'كيف',
    added: 'أُضيف',
    updated: 'حُدِّث',
    removed: 'أُزيل',
    rejected: 'الصفوف المرفوضة',
  },
} satisfies Translation<English>;
