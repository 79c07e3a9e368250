import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  answersAgain: 'عاد Holdfast يجيب؛ ما تراه حديث.',
  skip: 'الانتقال إلى المحتوى',
  notFound: 'الصفحة غير موجودة',
  nothingHere: 'غير موجود',
  wentWrong: 'حدث خطأ',
  toOverview: 'إلى النظرة العامة',
  welcome: 'مرحبًا',
  start: 'ابدأ بملف عملاء',
  startHow:
    'ارفع ملف CSV فيه صف لكل عميل: معرّف، وما اشتراه، ومدة بقائه معك، ومن غادر إن كنت تعرف ذلك. يعثر Holdfast على شرائحك وعلى العملاء المرجّح أن يغادروا.',
  importFile: 'استيراد ملف',
  loading: 'جارٍ تحميل بياناتك',
} satisfies Translation<English>;
