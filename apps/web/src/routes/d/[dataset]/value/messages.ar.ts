import { countedOf } from '#lib/format/arabic-count.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  title: 'القيمة',
  about: 'ما يُتوقع أن يجلبه العملاء خلال 365 يومًا القادمة، وكم صدق التوقع من قبل.',
  aboutSurvival: 'قيمة العملاء، من عمود القيمة واحتمال بقائهم.',
  customers: 'العملاء',
  noPurchases:
    'لم تأتِ هذه البيانات من مشتريات، فلا شيء يمكن اختباره هنا: القيم هي عمود القيمة مضروبًا في احتمال البقاء.',
  yearlyOnly: 'من عمود بمبلغ شهري أو سنوي كانت ستُقال لسنة.',
  changeAssumptions: 'تغيير الفرضيات',
  none: 'لا قيم بعد',
  noneWhy:
    'استورد ملفًا فيه صف لكل عملية شراء وعاد فيه بعض العملاء؛ أو أعطِ عمودًا دور القيمة واستخدم نموذج مغادرة.',
  importPurchases: 'استيراد مشتريات',
  loadingBackTest: 'جارٍ تحميل الاختبار على الماضي',
  loadingValues: 'جارٍ تحميل القيم',
  backTest: {
    title: 'المتوقع مقابل ما جاء',
    tenth: 'العُشر',
    predictedDays: 'أيام الشراء المتوقعة',
    daysThatCame: 'أيام الشراء التي جاءت',
    predictedValue: 'القيمة المتوقعة',
    valueThatCame: 'القيمة التي جاءت',
    predicted: 'المتوقع',
    came: 'ما جاء',
    tenths: 'أعشار العملاء بحسب التوقع',
    bought: (days) => `الشراء خلال ${countedOf(days, 'day')}`,
    daysIn: (days) => `أيام الشراء خلال ${countedOf(days, 'day')}`,
  },
  words: {
    fitted: (from, days, off) =>
      `ضُبط على المشتريات قبل ${from} وحدها: خلال ${countedOf(days, 'day')} بعده، ${off}.`,
    nothingCame: 'لم يأتِ شيء',
    shareOfValue: (share) => `كانت قيمة ما اشتُري ${share} من المتوقع`,
    shareOfCount: (share) => `كان عدد ما اشتُري ${share} من المتوقع`,
    firstTenth: (share) => `العُشر المتوقع أن يشتري أكثر من غيره جاء منه ${share}.`,
    total: (predicted, came) =>
      `المشتريات المتوقعة إجمالًا ${formatCount(predicted)}، وجاء منها ${formatCount(came)}.`,
    totalWorth: (predicted, came, predictedValue, value) =>
      `المشتريات المتوقعة إجمالًا ${formatCount(predicted)} وجاء منها ${formatCount(came)}، بقيمة ${predictedValue} و${value}.`,
    naive: (purchases, customers, from) =>
      `لو استمر الجميع على معدلهم لكانت ${formatCount(purchases)}. العدد عن ${countedOf(customers, 'customer')} اشتروا قبل ${from}؛ ومشتريات اليوم الواحد تُحتسب مرة واحدة.`,
    eachRow: 'كل صف يتتبع العملاء الذين اشتروا أول مرة في شهر واحد.',
    third: (share) => `اشترى ${share} منهم في الشهر الثالث بعده.`,
  },
  figures: {
    from: (day) => `ابتداءً من ${day}`,
    expected: 'متوقع خلال 365 يومًا',
    value: 'القيمة',
    ofStaying: (column) => `«${column}» للمتوقع بقاؤهم`,
    noPeriod: 'لا مبلغ سنوي: مدته غير معروفة',
    purchases: 'مشتريات متوقعة',
    purchaseDays: 'أيام شراء',
    staying: 'متوقع بقاؤهم',
    stillBuying: 'متوقع أنهم ما زالوا يشترون',
    ofCustomers: (customers) => `من ${countedOf(customers, 'customer')}`,
    earned: 'المحصّل حتى الآن',
    returns: 'بعد خصم المرتجعات',
  },
  told: {
    title: 'كيف يُحسب',
    parameters: 'المعاملات المقدّرة',
    caption: 'المعاملات المقدّرة',
    parameter: 'المعامل',
    value: 'القيمة',
    standardError: 'الخطأ المعياري',
    meaning: 'ما هو',
    literature:
      '\u2068BG/NBD: Fader, Hardie and Lee (2005). Gamma-gamma: Fader and Hardie (2013)\u2069. بأقصى إمكان؛ الأوقات بالأيام.',
  },
  most: {
    title: 'الأعلى قيمة',
    bring:
      'العملاء العشرة المتوقع أن يجلبوا أكثر من غيرهم خلال 365 يومًا القادمة. المدى يقول كم النموذج متأكد من عملاء مثلهم؛ وقد يختلف عميل بعينه أكثر.',
    buy: 'العملاء العشرة المتوقع أن يشتروا أكثر من غيرهم خلال 365 يومًا القادمة. المدى يقول كم النموذج متأكد من عملاء مثلهم؛ وقد يختلف عميل بعينه أكثر.',
    caption: 'العملاء الأعلى قيمة',
    customer: 'العميل',
    expected: 'المتوقع',
    range: 'مدى 95 %',
    earned: 'المحصّل حتى الآن',
    purchases: 'مشتريات متوقعة',
    stillBuying: 'ما زال يشتري',
  },
  cohorts: {
    title: 'الأفواج',
    amounts: (currency) => `المبالغ بعملة ${currency}.`,
    firstMonth: 'الشهر الأول',
    monthsAfter: 'أشهر بعده',
    bought: 'اشتروا',
    worth: 'القيمة',
    show: 'العرض',
    share: 'نسبة من اشتروا منهم',
    forEach: 'المشترى لكل منهم',
    shareCaption: 'نسبة من اشتروا من عملاء كل شهر، بحسب الأشهر بعد أول شراء',
    worthCaption: 'القيمة لكل عميل من عملاء كل شهر، بحسب الأشهر بعد أول شراء',
    firstBought: 'أول شراء',
    columns: 'تعدّ الأعمدة الأشهر بعد أول شراء. قد لا يكون الشهر الأخير في كل صف قد انتهى.',
    before: 'من اشترى أول مرة قبل بداية الملف يُعد ضمن أشهره الأولى.',
  },
} satisfies Translation<English>;
