import { counted, countedOf } from '#lib/format/arabic-count.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  title: 'إنشاء حملة',
  explained: 'تُجمَّد القائمة، ويُترك جزء عشوائي منها دون تواصل، فيُظهر ما يحدث للجزأين ما أثمره التواصل.',
  name: 'الاسم',
  leftAlone: 'دون تواصل',
  nobody: 'لا أحد',
  asUsual: 'معاملة معتادة',
  cost: 'تكلفة التواصل الواحد',
  costIn: (currency) => `تكلفة التواصل الواحد، ${currency}`,
  notKnown: 'غير معروفة',
  gain: (gain, below) =>
    `المكسب المتوقع من التواصل معهم جميعًا بعد التكلفة: ${gain}. خارج القائمة ${counted(below, 'customer')} ممن يُتوقع منهم أقل من تكلفة التواصل.`,
  heldOutOfAll: (count) => `خارج القائمة ${counted(count, 'customer')} ممن استُثنوا من كل الحملات.`,
  notToContact: (count) => `خارج القائمة ${counted(count, 'customer')} ممن لا يجوز التواصل معهم.`,
  leftAlready: (members) => `غادر بالفعل ${counted(members, 'member')} من القائمة.`,
  looking: 'جارٍ النظر في ما يمكن أن تُظهره القائمة',
  leaveOut: (count) =>
    `استبعاد ${countedOf(count, 'customer')} ممن تركتهم حملة أخرى دون تواصل ولم تُعرف نتيجتهم بعد`,
  freeze: (count) => `تجميد القائمة: ${counted(count, 'customer')}`,
  freezeList: 'تجميد القائمة',
  waiting: 'في انتظار النتائج',
  verdicts: {
    WORKS: 'مجدية',
    HARMS: 'ضارة',
    NO_EVIDENCE: 'لم يظهر أثر',
    TOO_FEW: 'نتائج قليلة جدًا',
    NO_HOLD_OUT: 'لا يمكن قياسها',
  },
} satisfies Translation<English>;
