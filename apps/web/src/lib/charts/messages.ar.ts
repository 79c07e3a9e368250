import { counted } from '#lib/format/arabic-count.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  customers: 'العملاء',
  allCustomers: 'كل العملاء',
  feature: (name) => name,
  axis: (more, less) => [...(more ? [`أكثر: ${more}`] : []), ...(less ? [`أقل: ${less}`] : [])].join('؛ '),
  map: {
    customers: 'العملاء على الخريطة',
    plain: 'خريطة بسيطة',
    move: 'تحريك الخريطة',
    draw: 'رسم حدود حول عملاء',
    closer: 'تقريب',
    away: 'إبعاد',
    whole: 'الخريطة كاملة',
  },
  histogram: {
    range: (name, from, to) => `${name} ${from} إلى ${to}`,
  },
  // The marks keep the arrows on the sides that they point to.
  waterfall: {
    average: 'العميل المتوسط',
    own: 'هذا العميل',
    less: (event) => `\u200e← أقل احتمالًا: ${event}`,
    more: (event) => `أكثر احتمالًا: ${event} →\u200e`,
    smaller: (contributions) => `مساهمات أصغر: ${contributions}`,
  },
  asPicture: (title) => `عرض كصورة: ${title}`,
  asTable: (title) => `عرض كجدول: ${title}`,
  takeAlong: (title) => `أخذ نسخة: ${title}`,
  copyTable: 'نسخ الجدول',
  copyPicture: 'نسخ الصورة',
  tableCopied: 'الجدول في الحافظة.',
  pictureCopied: 'الصورة في الحافظة.',
  noPicture: 'لم يتمكن المتصفح من إنشاء الصورة.',
  notCopied: 'لا يسمح المتصفح لهذه الصفحة بالكتابة في الحافظة. نزّله بدلًا من ذلك.',
  firstRows: (shown, all) =>
    `تظهر هنا أول ${shown} من ${counted(all, 'row')}. التنزيل بصيغة CSV يحتوي عليها كلها: ${formatCount(all)}.`,
} satisfies Translation<English>;
