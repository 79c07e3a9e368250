import { counted, countedOf } from '#lib/format/arabic-count.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  nobodyContacted: 'لا تواصل مع أحد',
  segments: 'لأجل',
  campaign: 'إنشاء حملة',
  more: {
    all: 'كيف ولماذا، وكيف يُحسب',
    segments: (segments) => `كيف ولماذا، وكل شريحة من ${countedOf(segments, 'segment')}`,
    how: 'كيف ولماذا',
    why: 'لماذا، وكيف يُحسب',
  },
  figures: {
    notKnown: 'غير معروف',
    customers: 'العملاء',
    see: (customers) => `عرض القائمة: ${counted(customers, 'customer')}`,
    kept: 'من يبقون',
    turned: 'من يتحولون',
    gain: 'المكسب',
  },
  reasons: {
    others: (customers) => `منهم ${counted(customers, 'customer')} في «{play}» أيضًا.`,
    counted: (customers) =>
      `يحتسب المجموع ${formatCount(customers)} منهم هنا، والباقين حيث يكون المكسب أكبر.`,
    channel: 'قناة يستخدمونها أكثر من غيرهم: {channel}.',
  },
  feedback: {
    title: 'ماذا حدث لهذه النصيحة',
    takenTimes: (times) => `أُخذ بها: ${formatCount(times)}`,
    refusedTimes: (times) => `رُفضت: ${formatCount(times)}`,
    both: (taken, refused) => `${taken}، ${refused}`,
    whatWasSaid: 'ما قيل عنها',
    ask: 'أُخذ بها أم رُفضت؟',
    taken: (why) => (why ? `أُخذ بها: ${why}` : 'أُخذ بها'),
    refused: (why) => (why ? `رُفضت: ${why}` : 'رُفضت'),
    by: (who, moment) => `${who}، ${moment}`,
    withdraw: 'سحب',
    itWas: 'النتيجة',
    kinds: { TAKEN: 'أُخذ بها', REFUSED: 'رُفضت' },
    why: 'السبب',
    save: 'تسجيل',
  },
} satisfies Translation<English>;
