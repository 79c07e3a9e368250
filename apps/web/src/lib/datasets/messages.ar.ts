import { counted, countedOf } from '#lib/format/arabic-count.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  name: {
    begin: 'تسمية عمود',
    title: 'اسم العمود',
    column: 'العمود',
    called: 'الاسم',
    hint: (column, otherwise) =>
      `«${column}» في الملف. إن تُرك فارغًا فاسمه «${otherwise}». تحتفظ ملفات التصدير باسم الملف الأصلي.`,
  },
  rejected: {
    title: 'الصفوف المرفوضة',
    of: (file) => `الصفوف المرفوضة من ${file}`,
    reading: (rows, shown) =>
      `${counted(rows, 'row')}${rows > shown ? `، وتظهر هنا أول ${formatCount(shown)}` : ''}. نزّلها وصحّحها ثم أضفها إلى البيانات من: نظرة عامة ← تحميل ملف الشهر القادم.`,
    downloadAll: 'تنزيل الكل',
    download: 'تنزيل',
    causes: 'الصفوف المرفوضة بحسب ما يجب إصلاحه',
    rows: 'الصفوف',
    wrong: 'الخطأ',
    firstLine: 'أول سطر',
    line: 'السطر',
    cause: 'السبب',
    text: 'النص',
    loading: 'جارٍ تحميل الصفوف المرفوضة',
  },
  added: (customers) => `أُضيف ${counted(customers, 'customer')}`,
  updated: (customers) => `حُدِّث ${formatCount(customers)}`,
  removedLater: (customers) => `حُذف ${formatCount(customers)} لأن كل مشترياتهم بعد يوم الرصد`,
  removedMissing: (customers) => `حُذف ${formatCount(customers)} لأن الملف لا يحتوي عليهم`,
  lines: {
    customers: (lines) => `للعملاء ${formatCount(lines)}`,
    purchases: (lines) => `للمشتريات ${formatCount(lines)}`,
    leftOut: (lines) => `متروك مع عملاء اشتروا أول مرة لاحقًا ${formatCount(lines)}`,
    header: (lines) => `للعناوين ${formatCount(lines)}`,
    aboveHeader: (lines) => `فوق العناوين ${formatCount(lines)}`,
    repeats: (lines) => `يكرر عميلًا ${formatCount(lines)}`,
    blank: (lines) => `فارغ ${formatCount(lines)}`,
    rejected: (lines) => `مرفوض ${formatCount(lines)}`,
    continued: (lines) => `تتمة صف ${formatCount(lines)}`,
    all: (lines, parts) => `من ${countedOf(lines, 'line')}: ${parts}.`,
    first: (lines, parts) => `من أول ${countedOf(lines, 'line')}: ${parts}.`,
  },
} satisfies Translation<English>;
