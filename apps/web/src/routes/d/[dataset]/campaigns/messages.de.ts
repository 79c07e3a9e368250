import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const kunden = (count: number) => plural(count, 'Kunde', 'Kunden');

export default {
  title: 'Kampagnen',
  about: 'Wer angesprochen wurde, wer nicht, und was daraus geworden ist.',
  loading: 'Kampagnen werden geladen',
  none: 'Noch keine Kampagne',
  noneHow:
    'Legen Sie eine aus einer Maßnahme oder aus einer Kundenliste an. Ein Teil davon wird nicht angesprochen, damit sich die Wirkung messen lässt.',
  seePlays: 'Maßnahmen ansehen',
  chooseCustomers: 'Kunden auswählen',
  arms: (contacted, leftAlone) =>
    `${formatCount(contacted)} angesprochen, ${formatCount(leftAlone)} in der Kontrollgruppe`,
  saved: (customers, range) => `Gehaltene Kunden: ${customers} (${range})`,
  won: (customers, range) => `Gewonnene Kunden: ${customers} (${range})`,
  afterCost: (gain, range) => `nach den Kosten: ${gain} (${range})`,
  pages: {
    title: 'Seiten',
    campaigns: (campaigns) => plural(campaigns, 'Kampagne', 'Kampagnen'),
    first: 'Erste Seite',
    next: 'Weiter',
  },
  holdOut: {
    title: 'Allgemeine Kontrollgruppe',
    none: 'Es gibt keine: Was alle Kampagnen zusammen bewirken, lässt sich nicht sagen.',
    running: (customers, share, since) => `${kunden(customers)}, ${share} zufällig gezogen, seit ${since}.`,
    ended: (customers, share, since, until) =>
      `${kunden(customers)}, ${share} zufällig gezogen, von ${since} bis ${until}.`,
    end: 'Beenden',
    begin: 'Kontrollgruppe bilden',
    beginTitle: 'Allgemeine Kontrollgruppe bilden',
    explained:
      'Die Kunden werden zufällig gezogen und bleiben darin; auch aus denen, die später dazukommen, wird gezogen. Keine Kampagne, die von jetzt an angelegt wird, spricht sie an: Was aus ihnen wird, zeigt, was alle Kampagnen zusammen bewirken.',
    share: 'Anteil an allen Kunden',
    draw: (share) => `${share} in die Kontrollgruppe nehmen`,
    endTitle: 'Allgemeine Kontrollgruppe beenden',
    endExplained:
      'Kampagnen sprechen diese Kunden wieder an. Was bisher aus ihnen geworden ist, bleibt erhalten; die nächste Kontrollgruppe wird neu gezogen.',
    endIt: 'Jetzt beenden',
  },
} satisfies Translation<English>;
