import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const kunden = (count: number) => plural(count, 'Kunde', 'Kunden');
const bleiben = (count: number) => byCount(count, { one: 'bleibt', other: 'bleiben' });

export default {
  title: 'Kampagne anlegen',
  explained:
    'Die Liste wird festgeschrieben. Ein zufälliger Teil davon wird nicht angesprochen: Was aus beiden Teilen wird, zeigt, was der Kontakt bewirkt hat.',
  name: 'Name',
  leftAlone: 'Kontrollgruppe',
  nobody: 'niemand',
  asUsual: 'Wie üblich behandelt',
  cost: 'Kosten eines Kontakts',
  costIn: (currency) => `Kosten eines Kontakts, ${currency}`,
  notKnown: 'nicht bekannt',
  gain: (gain, below) =>
    `Alle anzusprechen bringt nach Abzug der Kosten voraussichtlich ${gain}; ${kunden(below)}, bei ${byCount(below, { one: 'dem', other: 'denen' })} weniger zu erwarten ist, als ein Kontakt kostet, ${bleiben(below)} außen vor.`,
  heldOutOfAll: (count) => `${kunden(count)} aus der allgemeinen Kontrollgruppe ${bleiben(count)} außen vor.`,
  notToContact: (count) =>
    byCount(count, {
      one: `${kunden(count)}, der nicht angesprochen werden darf, bleibt außen vor.`,
      other: `${kunden(count)}, die nicht angesprochen werden dürfen, bleiben außen vor.`,
    }),
  leftAlready: (members) =>
    `${kunden(members)} auf der Liste ${byCount(members, { one: 'ist', other: 'sind' })} schon abgewandert.`,
  looking: 'Was die Liste zeigen könnte, wird berechnet',
  leaveOut: (count) =>
    byCount(count, {
      one: 'Einen Kunden auslassen, der in der Kontrollgruppe einer anderen Kampagne ist und dessen Ergebnis noch nicht bekannt ist',
      other: `${kunden(count)} auslassen, die in der Kontrollgruppe einer anderen Kampagne sind und deren Ergebnis noch nicht bekannt ist`,
    }),
  freeze: (count) => `Liste mit ${plural(count, 'Kunden', 'Kunden')} festschreiben`,
  freezeList: 'Liste festschreiben',
  waiting: 'Wartet auf Ergebnisse',
  verdicts: {
    WORKS: 'Wirkt',
    HARMS: 'Schadet',
    NO_EVIDENCE: 'Keine Wirkung nachgewiesen',
    TOO_FEW: 'Zu wenige Ergebnisse',
    NO_HOLD_OUT: 'Nicht messbar',
  },
} satisfies Translation<English>;
