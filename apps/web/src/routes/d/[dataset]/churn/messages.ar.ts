import { counted, countedOf } from '#lib/format/arabic-count.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

/** Units of time as a figure has them beside it, and as they stand alone; one that is not here is told as it is. */
const UNITS: Readonly<Record<string, readonly [beside: string, alone: string]>> = {
  days: ['يوم', 'الأيام'],
  weeks: ['أسبوع', 'الأسابيع'],
  months: ['شهر', 'الأشهر'],
  quarters: ['ربع سنة', 'أرباع السنة'],
  years: ['سنة', 'السنوات'],
};
const unitOf = (unit: string) => UNITS[unit] ?? [unit, unit];
const time = (value: string, unit: string | null) => (unit === null ? value : `${value} ${unitOf(unit)[0]}`);

export default {
  title: 'المغادرة',
  about: ({ infinitive }) => `ممن تُرجَّح ${infinitive}، وبماذا ترتبط، ومع من تتواصل.`,
  setUp: 'إعداد المغادرة',
  busy: 'قيد التنفيذ',
  busyReading: 'تظهر النتيجة هنا عند جاهزيتها.',
  loadingModel: 'جارٍ تحميل النموذج',
  parts: 'أجزاء هذه الشاشة',
  none: 'لا نموذج بعد',
  noneWhy:
    'اختر العمود الذي يقول من غادر، أو ضع قاعدة مثل «أكثر من 60 يومًا منذ آخر شراء». يقارن Holdfast عدة طرق على العملاء أنفسهم ويُبقي صاحبة أدق الاحتمالات.',
  views: { contact: 'مع من نتواصل', why: 'لماذا', trust: 'هل يمكن الوثوق به؟', versions: 'الإصدارات' },
  customers: 'العملاء',
  seeAll: 'عرض الكل',
  segments: 'الشرائح',

  methodHints: {
    AUTO: 'يقارن كل الطرق على الأجزاء نفسها ويستخدم صاحبة أدق الاحتمالات.',
    LOGISTIC_REGRESSION: 'مجموع موزون للسمات: بسيط، وأوزانه مقروءة.',
    RANDOM_FOREST: 'متوسط أشجار قرار كثيرة، دُرّبت كل منها على عينة من العملاء.',
    GRADIENT_BOOSTING: 'أشجار قرار صغيرة، تصحح كل منها أخطاء ما قبلها.',
  },
  imbalanceHints: {
    AUTO: 'يقارن الطرق على الأجزاء نفسها ويستخدم أفضلها.',
    NONE: 'بلا تصحيح.',
    CLASS_WEIGHT: 'يُعطى المغادرون وزنًا أكبر فتتساوى الفئتان في المجموع.',
    RANDOM_OVERSAMPLE: 'يُكرَّر المغادرون، داخل جزء التدريب فقط، حتى تتساوى الفئتان.',
    RANDOM_UNDERSAMPLE: 'يُسقط بعض الباقين، داخل جزء التدريب فقط، حتى تتساوى الفئتان.',
    SMOTE: 'يُستكمل مغادرون جدد بين المتجاورين، داخل جزء التدريب فقط.',
  },
  bestOfAll: 'الأفضل من بينها',
  stageHints: {
    CANDIDATE: 'مدرَّب، وليس قيد الاستخدام.',
    CHAMPION: 'النموذج الذي يقيّم العملاء.',
    ARCHIVED: 'نموذج استُخدم سابقًا؛ اعتمده من جديد للرجوع إليه.',
  },

  model: {
    about: (version, method, customers, rate, { past }) =>
      `الإصدار ${version} · ${method} · «${past}» تعني {definition} · تدرّب على ${countedOf(customers, 'customer')}، منهم ${rate} ${past}`,
    otherInUse: 'مع من نتواصل وما يجلبه ذلك يقوله الإصدار المستخدم.',
    noneInUse: 'لا إصدار قيد الاستخدام، فلا شيء يقول مع من نتواصل ولا ما سيجلبه ذلك.',
  },
  waiting: {
    notInUse: (version) => `الإصدار ${version} مدرَّب وليس قيد الاستخدام.`,
    notCompared: 'العملاء المعروفون لهذا النموذج وللمستخدم معًا أقل من أن يُقارنا.',
    show: 'عرض هذا النموذج',
    why: 'السبب (اختياري)',
    whyLabel: 'لماذا يُستخدم',
    use: 'استخدام هذا النموذج',
  },
  bands: {
    title: 'ما تعنيه مستويات الخطورة',
    reading: 'العد بين كل العملاء المعروفة نتيجتهم، بأجزاء من النموذج لم ترهم.',
    ofHundred: ({ past }) => `من كل 100 في هذا المستوى {count} ${past}`,
    from: (chance, customers) => `ابتداءً من احتمال ${chance} · ${counted(customers, 'customer')}`,
    fromWithShare: (chance, customers, share) =>
      `ابتداءً من احتمال ${chance} · ${counted(customers, 'customer')}، ${share} من الجميع`,
    highFrom: 'مرتفعة من احتمال، %',
    mediumFrom: 'متوسطة من احتمال، %',
    change: 'تغيير بدايات المستويات',
    back: 'العودة إلى بدايات النموذج',
  },
  riskiest: {
    title: ({ infinitive }) => `الأعلى في احتمال ${infinitive}`,
    reading: ({ gerund, havePast }) =>
      `العملاء العشرة الأعلى في احتمال ${gerund}، أيًا كانت قيمتهم. لا يظهر من ${havePast} بالفعل.`,
    caption: ({ infinitive }) => `العملاء الأعلى في احتمال ${infinitive}`,
    loading: 'جارٍ تحميل العملاء',
  },

  contact: {
    question: 'مع من نتواصل، ومع كم؟',
    reading: (contacts, byGain, events, { infinitive }, gain, range) => {
      const whom = byGain ? 'التواصل معهم هو الأجدى' : `هم الأعلى في احتمال ${infinitive}`;
      const reached = `تواصل مع ${countedOf(contacts, 'customer')} ${whom}: تُتوقع ${infinitive} من ${events} منهم`;
      const ends = range === null ? '' : ` (${range}، من أسوأ الفرضيات إلى أفضلها)`;
      return gain === null ? `${reached}.` : `${reached}، والمكسب المتوقع ${gain}${ends}.`;
    },
    nobody: 'لا أحد للتواصل معه',
    allHave: (customers, { havePast }) => `كلهم ${havePast} بالفعل، وعددهم ${formatCount(customers)}.`,
    seeAllCustomers: 'عرض كل العملاء',
    title: 'مع من نتواصل',
    contacts: 'مرات التواصل',
    expectedTo: ({ infinitive }) => `تُتوقع منهم ${infinitive}`,
    gain: 'المكسب المتوقع',
    gainIn: (currency) => `المكسب المتوقع، ${currency}`,
    first: (customers, { remaining }) =>
      `تواصل مع أول {number} من ${countedOf(customers, 'customer')} ${remaining}`,
    nonePays: 'لا يُتوقع أن يجلب أي تواصل أكثر من تكلفته.',
    best: (gain, contacts) => `أعلى مكسب متوقع: ${gain} مع ${countedOf(contacts, 'contact')}.`,
    flat: (contacts) => `ابتداءً من ${formatCount(contacts)} يكاد الفرق ينعدم: ضمن 2 % من الأفضل.`,
    capacity: (contacts) => `طاقتك ${counted(contacts, 'contact')}.`,
    use: (contacts) => `استخدام ${formatCount(contacts)}`,
    counting: 'جارٍ عدّ من يجدي التواصل معهم',
    contact: 'تواصل',
    ofThem: ({ infinitive }) => `منهم من تُتوقع ${infinitive}`,
    missed: ({ infinitive }) => `تُتوقع ${infinitive} دون تواصل`,
    stay: 'متوقع بقاؤهم',
    through: 'بفضل التواصل',
    byChance: 'العدد نفسه بالصدفة وحدها',
    capacityLine: 'الطاقة',
    seeThese: (customers) => `عرض القائمة: ${counted(customers, 'customer')}`,
    calculating: 'جارٍ حساب المكسب',
  },
  assumptions: {
    label: 'الفرضيات',
    title: 'الفرضيات هنا',
    contactCost: 'تكلفة التواصل الواحد',
    saveRate: 'يبقون عند التواصل، %',
    responseLift: 'يستجيبون بسببه وحده، %',
    responseLiftHint: 'من المستجيبين؛ دونها لا تُقال مبالغ',
    effectLow: 'على الأدنى، %',
    effectLowHint: 'فارغ: نصفها',
    effectHigh: 'على الأعلى، %',
    effectHighHint: 'فارغ: مرة ونصف',
    customerValue: 'قيمة العميل',
    byPurchases: 'فارغ: ما تدل عليه مشتريات كل عميل',
    byColumn: (column) => `فارغ: ${column} لكل عميل`,
    margin: 'هامش الربح، %',
    horizonMonths: 'عدد الأشهر القادمة',
    capacity: 'مرات التواصل الممكنة',
    asItIs: 'فارغ: كما هو أعلاه',
    contactCostLow: 'تكلفة التواصل، على الأقل',
    contactCostHigh: 'تكلفة التواصل، على الأكثر',
    marginLow: 'الهامش على الأدنى، %',
    marginHigh: 'الهامش على الأعلى، %',
    horizonMonthsLow: 'الأشهر القادمة، على الأقل',
    horizonMonthsHigh: 'الأشهر القادمة، على الأكثر',
    currency: 'العملة',
    currencyHint: 'ثلاثة أحرف، مثل EUR',
    period: 'القيمة عن',
    notSaid: 'غير محددة',
    periods: { MONTH: 'شهر', YEAR: 'سنة', ORDER: 'طلب واحد', LIFETIME: 'كل ما دُفع حتى الآن' },
    ends: 'كم قد تبعد هذه عن الواقع',
  },

  statements: {
    title: ({ gerund }) => `ما يرتبط ب${gerund}`,
    reading: ({ gerund }) =>
      `كل من هذه يصح بعد التصحيح لعدد ما اختُبر. ترتبط ب${gerund} وليست بالضرورة سببها.`,
    none: ({ gerund }) => `لا سمة ترتبط بوضوح ب${gerund}.`,
    fewer: 'عرض أقل',
    all: (statements) => `عرض الكل: ${formatCount(statements)}`,
  },
  importances: {
    title: 'على ماذا يعتمد النموذج',
    reading: (attribute) =>
      `أكثر ما يعتمد عليه النموذج: ${attribute}. يُظهر كل شريط كم يفقد من AUC دونها؛ والخط الرفيع انحراف معياري واحد بين الإعادات.`,
    none: 'لا يعتمد النموذج على أي سمة مفردة.',
    andMore: (column, others) => `${column} و${formatCount(others)} غيره`,
    attribute: 'السمة',
    movesWith: 'تتحرك مع',
    importance: 'الأهمية',
    deviation: 'الانحراف المعياري',
    direction: 'الاتجاه',
    together: (columns) => `${columns} تتحرك معًا وتُقاس معًا: ما يرتبط بواحد منها يرتبط بها كلها.`,
  },
  dependence: {
    title: 'سمة واحدة في كل مرة',
    reading: ({ past }, column) =>
      `كم من كل 100 عميل ${past}، بحسب ${column}. وفي آخر كل صف كم يتوقع النموذج لو كانت للجميع هذه القيمة وبقوا على حالهم في غيرها: وحيث يفترق الرقمان تفسّر سمات أخرى الفرق.`,
    attribute: 'السمة',
    share: ({ past }) => `نسبة من ${past}`,
    expects: 'يتوقع النموذج',
    note: (ofHundred) => `يتوقع النموذج ${ofHundred}`,
  },
  survival: {
    title: 'كم يبقى العملاء',
    group: 'المجموعة',
    stillThere: 'ما زالوا هنا',
    low: 'الأدنى',
    high: 'الأعلى',
    compare: 'المقارنة',
    caption: 'كم تبقى كل مجموعة',
    segment: 'الشريحة',
    left: 'غادروا',
    half: 'غادر النصف بعد',
    moreThan: (value, unit) => `أكثر من ${time(value, unit)}`,
    time,
    next: (value, unit) => `المتوقع بقاؤه من ${time(value, unit)} قادمة`,
    stay: (mean, unit, range) => `${time(mean, unit)} (${range})`,
    stayAtLeast: (mean, unit, range, horizon) => `${time(mean, unit)} على الأقل (${range}) من ${horizon}`,
    intervals: 'المساحات المظللة فواصل ثقة 95 %. يصح ذلك إن سلك عملاء اليوم طريق من سبقهم.',
    tooFew: 'العملاء أقل من أن يُقال شيء.',
    halfLeft: (group, value, unit) => `غادر نصف «${group}» بعد ${time(value, unit)}`,
    stillThereAfter: (group, ofHundred, value, unit) =>
      `من كل 100 في «${group}» ما زال ${ofHundred} هنا بعد ${time(value, unit)}`,
    one: (group) => `${group}.`,
    two: (soonest, longest) => `${soonest}؛ ${longest}.`,
    mayBeChance: 'قد يكون الفرق صدفة.',
    asCustomer: (unit) => `${unitOf(unit)[1]} كعميل`,
  },

  trust: {
    title: 'هل يمكن الوثوق بالنموذج؟',
    reading: ({ past }, times, off) =>
      `كل الأرقام عن عملاء لم يرهم النموذج. بين عميل ممن ${past} وآخر من غيرهم يصيب في ${times} من كل 100 مرة. وتبعد احتمالاته عن الواقع ${off} في المتوسط.`,
    threshold: 'الحد',
    interval: 'فاصل الثقة 95 %',
    curve: 'المنحنى',
    auc: 'AUC',
    averagePrecision: 'متوسط الدقة',
    calibrationError: 'خطأ المعايرة',
    brier: 'مقياس Brier',
    top: 'أعلى 10 %',
    f1: 'F1',
    guessing: (value) => `التخمين: ${value}`,
    zeroPerfect: '0 مثالي',
    lowerBetter: 'الأقل أفضل',
    inTop: ({ people }) => `كثافة ${people} في أعلى 10 %، مقابل المتوسط`,
    precisionRecall: (precision, recall) => `الدقة ${precision}، الاستدعاء ${recall}`,
  },
  curves: {
    calibration: {
      name: 'المعايرة',
      reading: ({ past }) =>
        `هل تصدق التوقعات؟ على الخط المتقطع: من كل 100 عميل باحتمال 30 % تجد 30 ${past}. كل نقطة عُشر العملاء.`,
      x: ({ gerund }) => `احتمال ${gerund} المتوقع`,
      y: ({ past }) => `نسبة من ${past}`,
      reference: 'مثالي',
    },
    gains: {
      name: 'المكاسب',
      reading: ({ people }) =>
        `نسبة من تصل إليهم من ${people} لكل نسبة من العملاء تتواصل معهم، الأرجح أولًا. الخط المتقطع تواصل عشوائي.`,
      x: 'عملاء جرى التواصل معهم، الأرجح أولًا',
      y: ({ people }) => `من وصلنا إليهم من ${people}`,
      reference: 'عشوائيًا',
    },
    roc: {
      name: 'ROC',
      reading: ({ people, others }) =>
        `كم يُعثر عليه من ${people} مقابل كم من ${others} يجري التواصل معهم بلا داعٍ، عند كل حد. الخط المتقطع تخمين.`,
      x: ({ others }) => `تواصل مع ${others} (نسبة الإيجابيات الكاذبة)`,
      y: ({ people }) => `من عُثر عليهم من ${people}`,
    },
    precision: {
      name: 'الدقة والاستدعاء',
      reading: ({ people }) =>
        `نسبة مرات التواصل التي تصيب واحدًا من ${people} مقابل نسبة من عُثر عليهم منهم، عند كل حد. الخط المتقطع تخمين.`,
      x: ({ people }) => `من عُثر عليهم من ${people} (الاستدعاء)`,
      y: 'مرات التواصل المصيبة',
    },
    guessing: 'التخمين',
  },
  slices: {
    title: 'أين هو أسوأ؟',
    count: 'العدد',
    brier: 'مقياس Brier',
    expected: 'المتوقع',
    observed: 'المرصود',
    verdict: 'الحكم',
    by: 'بحسب',
    allowance: (groups) =>
      `بتوقعات لعملاء لم يرهم النموذج. تراعي الفواصل والأحكام أنه قد يُنظر في ${countedOf(groups, 'group')}: فمن نماذج متساوية الجودة في كل مكان، 19 من كل 20 لا تُظهر شيئًا في أي منها.`,
  },
  learning: {
    title: 'ماذا يجلب مزيد من العملاء',
    learnedFrom: 'عملاء تعلّم منهم',
    auc: 'AUC',
    deviation: 'الانحراف المعياري',
    aucOnOthers: 'قيمة AUC على آخرين',
    band: 'تعلّم من أجزاء متزايدة من العملاء وحُكم عليه على آخرين؛ الشريط انحراف معياري واحد بين خمسة أجزاء.',
  },
  candidates: {
    title: 'الطرق المقارنة',
    reading: (methods, early) => {
      const all = `${counted(methods, 'method')} على عملاء لم ترهم. تجاهل الفروق الأصغر من فاصل الثقة.`;
      return early === 0
        ? all
        : `${all} لم يعد بإمكان ${formatCount(early)} منها الفوز فتوقفت: أرقامها عن عملاء أقل.`;
    },
    chosen: 'المختارة',
    unchanged: 'بلا تغيير',
    method: 'الطريقة',
    rare: 'الحالات النادرة',
    auc: 'AUC، فاصل الثقة 95 %',
    brier: 'Brier',
    why: 'لماذا توقفت الأخرى، وأي إعدادات جُرّبت',
  },
  versions: {
    title: 'الإصدارات',
    reading:
      'النموذج المستخدم يقيّم عملاءك. والعودة إلى نموذج سابق بنقرة واحدة. في البطاقة كل ما يُعرف عن النموذج، للطباعة أو الحفظ. ويعطي ملف ONNX التقييمات نفسها في برامج أخرى؛ أما الملف الآخر فيأخذه Holdfast في مكان آخر ويحكم عليه هناك.',
    card: 'البطاقة',
    cardOf: (version) => `بطاقة الإصدار ${version}`,
    onnxName: 'ONNX',
    onnx: (version) => `تنزيل الإصدار ${version} كملف ONNX`,
    file: 'ملف',
    fileOf: (version) => `تنزيل الإصدار ${version} كملف لاستخدامه في Holdfast آخر`,
    show: 'عرض',
    showVersion: (version) => `عرض الإصدار ${version}`,
    promote: 'اعتماد',
    promoteVersion: (version) => `اعتماد الإصدار ${version}`,
    rollBack: 'رجوع',
    rollBackTo: (version) => `الرجوع إلى الإصدار ${version}`,
    why: 'لماذا غيره',
    whyHint: 'اختياري؛ يُحفظ مع التغيير الذي تجريه أدناه.',
    version: 'الإصدار',
    shown: (version) => `${version} (المعروض)`,
    state: 'الحالة',
    predicts: 'يتوقع',
    method: 'الطريقة',
    trained: 'تاريخ التدريب',
    actions: 'الأوامر',
  },
  bringIn: {
    title: 'جلب نموذج',
    about:
      'ملف كتبه Holdfast هنا أو في مكان آخر. يُحكم على النموذج على عملائك، إلى جانب ما وعد به حيث دُرّب. ولا يقيّم أحدًا حتى تعتمده.',
    file: 'الملف',
    sending: 'جارٍ الإرسال',
    judge: 'الحكم عليه هنا',
  },
  train: {
    title: 'تدريب نموذج',
    what: 'ما الذي يُتوقع؟',
    byColumn: 'يقوله عمود',
    byRule: 'تقوله قاعدة',
    column: 'العمود',
    values: 'ما تعنيه كل قيمة',
    level: (value, customers) => `${value} · ${formatCount(customers)}`,
    yes: 'نعم',
    no: 'لا',
    meanings: { yes: 'حدث', no: 'لم يحدث', unknown: 'غير معروف' },
    is: 'هو',
    operators: { GT: 'أكثر من', GTE: 'على الأقل', LT: 'أقل من', LTE: 'على الأكثر', EQ: 'بالضبط' },
    value: 'القيمة',
    notSeen: 'لن يرى النموذج عمود القاعدة.',
    event: 'عندها يكون العميل',
    events: { LEFT: 'غادر', RESPONDED: 'اشترى أو أجاب', OTHER: 'فعل شيئًا آخر' },
    choose: 'اختر: لا شيء يقول ذلك',
    suggested: (event) => `${event} (مقترح)`,
    asColumn: 'كما يقول العمود',
    ownWords: 'بكلماتك',
    ownWordsHint: 'فعل ماضٍ، مثل: جدّد',
    counts: (yes, no, rate, unknown, leavesOut) => {
      const known = `${formatCount(yes)} نعم، ${formatCount(no)} لا (${rate})`;
      const rest = unknown > 0 ? `، ${formatCount(unknown)} غير معروف: مع تقييم، ودون التعلّم منهم` : '';
      return `{definition}: ${known}${rest}.${leavesOut ? ' دون التعلّم من: {columns}.' : ''}`;
    },
    method: 'الطريقة',
    rare: 'إن كان نادرًا',
    blocked: 'أعمدة محجوبة',
    blockedWhy:
      'الأعمدة التي تكشف الجواب محجوبة. اختر واحدًا فقط إن كانت قيمته معروفة قبل مغادرة العميل؛ عندها يستخدمه النموذج.',
    useAnyway: 'استخدامها مع ذلك',
    starting: 'جارٍ البدء …',
    start: 'تدريب',
  },
} satisfies Translation<English>;
