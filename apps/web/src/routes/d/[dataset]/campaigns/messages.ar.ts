import { counted } from '#lib/format/arabic-count.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  title: 'الحملات',
  about: 'مع من جرى التواصل، ومن تُرك، وماذا نتج.',
  loading: 'جارٍ تحميل الحملات',
  none: 'لا حملات بعد',
  noneHow: 'أنشئ واحدة من إجراء أو من قائمة عملاء. يُترك جزء منها دون تواصل ليمكن قياس الأثر.',
  seePlays: 'عرض الإجراءات',
  chooseCustomers: 'اختيار عملاء',
  arms: (contacted, leftAlone) => `مع تواصل: ${formatCount(contacted)}، دون تواصل: ${formatCount(leftAlone)}`,
  saved: (customers, range) => `عملاء أُبقي عليهم: ${customers} (${range})`,
  won: (customers, range) => `عملاء كُسبوا: ${customers} (${range})`,
  afterCost: (gain, range) => `بعد التكلفة: ${gain} (${range})`,
  pages: {
    title: 'الصفحات',
    campaigns: (campaigns) => counted(campaigns, 'campaign'),
    first: 'الصفحة الأولى',
    next: 'التالي',
  },
  holdOut: {
    title: 'مستثنون من كل الحملات',
    none: 'لا أحد: لا يمكن معرفة ما تفعله الحملات كلها معًا.',
    running: (customers, share, since) =>
      `${counted(customers, 'customer')}، ${share} بسحب عشوائي، منذ ${since}.`,
    ended: (customers, share, since, until) =>
      `${counted(customers, 'customer')}، ${share} بسحب عشوائي، من ${since} حتى ${until}.`,
    end: 'إنهاء',
    begin: 'استثناء جزء',
    beginTitle: 'استثناء جزء من كل الحملات',
    explained:
      'يُسحبون عشوائيًا ويبقون مستثنين، ومنهم من يأتي لاحقًا. لا تتواصل معهم أي حملة تُنشأ من الآن، فيُظهر ما يحدث لهم ما تفعله الحملات كلها معًا.',
    share: 'النسبة من كل العملاء',
    draw: (share) => `استثناء ${share}`,
    endTitle: 'إنهاء الاستثناء',
    endExplained: 'تعود الحملات إلى التواصل معهم. ما نتج حتى الآن محفوظ؛ ويُسحب الجزء التالي من جديد.',
    endIt: 'إنهاء الاستثناء',
  },
} satisfies Translation<English>;
