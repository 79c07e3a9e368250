import { formatCount } from './number';
import { byCount } from './plural';

/** A noun as Arabic counts it: of one and of two it says the number itself, and stands behind the figure of others. */
interface Noun {
  readonly one: string;
  readonly two: string;
  /** 3 to 10, and so again in each hundred. */
  readonly few: string;
  /** 11 to 99, and so again in each hundred. */
  readonly many: string;
  readonly other: string;
}

const noun = (one: string, two: string, few: string, many: string, other: string): Noun => ({
  ...{ one, two, few, many, other },
});

/** What is counted in more than one room. */
export const NOUNS = {
  customer: noun('عميل واحد', 'عميلان', 'عملاء', 'عميلًا', 'عميل'),
  segment: noun('شريحة واحدة', 'شريحتان', 'شرائح', 'شريحة', 'شريحة'),
  row: noun('صف واحد', 'صفان', 'صفوف', 'صفًا', 'صف'),
  line: noun('سطر واحد', 'سطران', 'أسطر', 'سطرًا', 'سطر'),
  column: noun('عمود واحد', 'عمودان', 'أعمدة', 'عمودًا', 'عمود'),
  file: noun('ملف واحد', 'ملفان', 'ملفات', 'ملفًا', 'ملف'),
  day: noun('يوم واحد', 'يومان', 'أيام', 'يومًا', 'يوم'),
  hour: noun('ساعة واحدة', 'ساعتان', 'ساعات', 'ساعة', 'ساعة'),
  minute: noun('دقيقة واحدة', 'دقيقتان', 'دقائق', 'دقيقة', 'دقيقة'),
  time: noun('مرة واحدة', 'مرتان', 'مرات', 'مرة', 'مرة'),
  outcome: noun('نتيجة واحدة', 'نتيجتان', 'نتائج', 'نتيجة', 'نتيجة'),
  member: noun('عضو واحد', 'عضوان', 'أعضاء', 'عضوًا', 'عضو'),
  campaign: noun('حملة واحدة', 'حملتان', 'حملات', 'حملة', 'حملة'),
  contact: noun('تواصل واحد', 'تواصلان', 'مرات تواصل', 'تواصلًا', 'تواصل'),
  play: noun('إجراء واحد', 'إجراءان', 'إجراءات', 'إجراءً', 'إجراء'),
  event: noun('حدث واحد', 'حدثان', 'أحداث', 'حدثًا', 'حدث'),
  attribute: noun('سمة واحدة', 'سمتان', 'سمات', 'سمة', 'سمة'),
  audience: noun('جمهور واحد', 'جمهوران', 'جماهير', 'جمهورًا', 'جمهور'),
  group: noun('مجموعة واحدة', 'مجموعتان', 'مجموعات', 'مجموعة', 'مجموعة'),
  method: noun('طريقة واحدة', 'طريقتان', 'طرق', 'طريقة', 'طريقة'),
  value: noun('قيمة واحدة', 'قيمتان', 'قيم', 'قيمة', 'قيمة'),
  delivery: noun('إرسال واحد', 'إرسالان', 'إرسالات', 'إرسالًا', 'إرسال'),
  check: noun('فحص واحد', 'فحصان', 'فحوصات', 'فحصًا', 'فحص'),
  alert: noun('تنبيه واحد', 'تنبيهان', 'تنبيهات', 'تنبيهًا', 'تنبيه'),
  sheet: noun('ورقة واحدة', 'ورقتان', 'أوراق', 'ورقة', 'ورقة'),
  answer: noun('رد واحد', 'ردّان', 'ردود', 'ردًا', 'رد'),
} as const satisfies Record<string, Noun>;

/** A count with its noun where a sentence has it as its subject: `counted(2, 'customer')` is "عميلان". */
export function counted(count: number, name: keyof typeof NOUNS): string {
  const word = byCount(count, NOUNS[name]);
  const saysItself = Math.round(count) === 1 || Math.round(count) === 2;
  return saysItself ? word : `${formatCount(count)} ${word}`;
}

/** The same behind a preposition or another noun, where two of something end otherwise: "من عميلين". */
export function countedOf(count: number, name: keyof typeof NOUNS): string {
  const said = counted(count, name);
  return Math.round(count) === 2 ? said.replaceAll(/ان(?= |$)/g, 'ين') : said;
}
