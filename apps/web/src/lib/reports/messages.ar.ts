import { countedOf } from '#lib/format/arabic-count.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  title: 'تقرير',
  about: 'صفحة واحدة بما هو معروف الآن وفرضياته وتاريخه. لا تذكر اسم أي عميل.',
  download: 'تنزيل',
  share: 'لمن ليس لديهم حساب',
  shared: 'كل من لديه هذا العنوان يقرأ التقرير كما هو الآن. لا يظهر العنوان إلا هنا.',
  openFor: 'مدة صلاحية الفتح',
  days: (days) => countedOf(days, 'day'),
  makeLink: 'إنشاء رابط',
  openLinks: 'الروابط المفتوحة',
  link: (until, opened, by) => `حتى ${until} · مرات الفتح: ${opened} · ${by}`,
  revoke: 'إلغاء الرابط',
  revokeLink: (title) => `إلغاء رابط «${title}»`,
  weekly: 'كل أسبوع عبر خطاف ويب',
  weeklyAbout: 'يُكتب الآن وكل أسبوع، ويُرسل عنوانه إلى كل خطاف ويب يُبلَّغ بحدث «كُتب تقرير».',
  setUpWebhook: 'إعداد خطاف ويب',
  writeWeekly: 'كتابته كل أسبوع',
  next: (moment, by) => `التالي ${moment} · ${by}`,
  notWritten: (why) => `تعذّرت كتابته: ${why}`,
  stop: 'إيقاف',
  stopWeekly: (title) => `إيقاف «${title}» الأسبوعي`,
} satisfies Translation<English>;
