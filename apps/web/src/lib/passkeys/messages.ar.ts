import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  hasOne: 'على هذا الجهاز مفتاح مرور لك بالفعل.',
  noAnswer: 'لم يُجب الخادم. أعد المحاولة.',
  cannot: 'تعذّر ذلك على هذا الجهاز. جرّب جهازًا آخر.',
} satisfies Translation<English>;
