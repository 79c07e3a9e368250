import { counted, countedOf } from '#lib/format/arabic-count.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  title: 'الاستراتيجيات',
  about: 'ماذا تفعل، ولمن، وما الذي ينبغي أن يجلبه.',
  segment: 'الشريحة',
  all: 'الكل، الأعلى مكسبًا أولًا',
  loading: 'جارٍ تحميل الاستراتيجيات',
  nobody: 'لا أحد للعمل معه',
  nobodyWhy: (customers, { havePast }) =>
    `النصائح لمن ما زالوا هنا، ولم يبقَ أحد: كلهم ${havePast} بالفعل، وعددهم ${formatCount(customers)}.`,
  seeAll: 'عرض كل العملاء',
  plays: 'الإجراءات',
  none: 'لا نصائح بعد',
  noneWhy: 'ابحث عن شرائحك أولًا؛ فالنصائح لها.',
  findSegments: 'البحث عن الشرائح',
  notChosen: {
    title: 'لماذا ليس شيئًا آخر',
    caption: 'نصائح لم تُختر',
    advice: 'النصيحة',
    why: 'لماذا لا',
  },
  plan: {
    counted: (plays, customers) =>
      `${counted(plays, 'play')} لأجل ${countedOf(customers, 'customer')}، يُحتسب كل منهم مرة واحدة.`,
    brings: (plays, customers, effect) =>
      `${counted(plays, 'play')} لأجل ${countedOf(customers, 'customer')}، يُحتسب كل منهم مرة واحدة: ${effect}.`,
    keeps: (customers) => `إبقاء نحو ${customers}`,
    turns: (customers) => `تحويل نحو ${customers}`,
    gains: (money) => `مكسب قدره ${money}`,
    both: (customers, money) => `${customers}، ${money}`,
    noModel: 'لا شيء يقول ما ستجلبه: لا نموذج قيد الاستخدام يقول من المرجّح أن يغادر.',
    seeWhy: 'اعرف السبب، أو درّب نموذجًا',
    capacity: (contacts) => `يمكنك التواصل مع ${formatCount(contacts)}: تبدأ القوائم بالأعلى قيمة.`,
    range: 'يراعي المدى الصدفة ونسبة من يحوّلهم التواصل.',
    change: 'تغيير الفرضيات',
  },
} satisfies Translation<English>;
