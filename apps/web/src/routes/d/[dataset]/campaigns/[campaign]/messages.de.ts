import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const ergebnisse = (count: number) => plural(count, 'Ergebnis', 'Ergebnisse');
const zeilen = (count: number) => plural(count, 'Zeile', 'Zeilen');

export default {
  title: 'Kampagne',
  loading: 'Kampagne wird geladen',
  notFound: 'Kampagne nicht gefunden',
  notFoundWhy: 'Vielleicht wurde sie gelöscht.',
  all: 'Alle Kampagnen',
  outcomesFile: 'Ergebnisse aus einer Datei',
  delete: 'Löschen',
  deletion: {
    title: 'Kampagne löschen',
    explained:
      'Kunden und ihre Ergebnisse bleiben. Wer angesprochen wurde und wer nicht, geht verloren und damit auch die Wirkung.',
  },
  nothingYet: 'Solange nicht aus beiden Gruppen Ergebnisse bekannt sind, lässt sich nichts sagen.',
  earlier: (outcomes) =>
    `${ergebnisse(outcomes)} aus der Zeit vor der Kampagne ${byCount(outcomes, { one: 'sagt', other: 'sagen' })} nichts über sie.`,
  erased: (members) =>
    `${plural(members, 'Kunde', 'Kunden')} daraus ${byCount(members, { one: 'wurde', other: 'wurden' })} seitdem gelöscht.`,
  made: (when) => `Angelegt am ${when}.`,
  comeIn: {
    title: 'Wie Ergebnisse dazukommen',
    how: (most) =>
      `Sprechen Sie die Kunden der ersten Liste an und die der zweiten nicht. Melden Sie dann, was aus beiden geworden ist, auch bei denen, die geblieben sind: mit einer Datei oder mit {mutation}, bis zu ${formatCount(most)} Ergebnisse je Aufruf.`,
  },
  arms: {
    contacted: 'Angesprochen',
    leftAlone: 'Kontrollgruppe',
    asUsual: 'Wie üblich behandelt',
    customers: (customers) => byCount(customers, { one: 'Kunde', other: 'Kunden' }),
    rate: (rate, { havePast }, left, known) =>
      `${rate} ${havePast}: ${formatCount(left)} von ${formatCount(known)} mit bekanntem Ergebnis`,
    brought: (amount) => `Sie brachten im Mittel ${amount}.`,
    none: 'Noch ist kein Ergebnis bekannt.',
    see: 'Ansehen',
    csv: 'CSV',
    parquet: 'Parquet',
    beside: 'Verglichen mit dem Üblichen',
  },
  assumed: {
    title: 'Was angenommen wurde',
    reading: 'Stand, als die Liste angelegt wurde. Spätere Änderungen der Annahmen wirken sich nicht aus.',
    idle: 'Wenn nichts geschieht',
    rate: (rate, infinitive) => `${rate} werden ${infinitive}`,
    rateBy: (rate, infinitive, version) => `${rate} werden ${infinitive}, laut Version ${version}`,
    worth: 'Ein Kunde bringt',
    cost: 'Ein Kontakt kostet',
    notKnown: 'nicht bekannt',
    notSaid: 'war nicht angegeben',
    play: (saveRate, cost) => `stimmt ${saveRate} um; kostet ${cost} je Kontakt`,
  },
  effect: {
    title: 'Wirkung',
    readingMore: ({ whoHavePast }) =>
      `Um wie viele Punkte der Anteil derer, die ${whoHavePast}, bei den Angesprochenen höher ist als in der Kontrollgruppe, mit 95-%-Intervallen.`,
    readingFewer: ({ whoHavePast }) =>
      `Um wie viele Punkte der Anteil derer, die ${whoHavePast}, bei den Angesprochenen niedriger ist als in der Kontrollgruppe, mit 95-%-Intervallen.`,
    more: ({ people }) => `mehr ${people}`,
    fewer: ({ people }) => `weniger ${people}`,
    adjusted: 'Unter Berücksichtigung der Bewertungen',
    narrower: (share) => `das Intervall ist um ${share} schmaler`,
    difference: 'Unterschied der Anteile',
    chart: 'Die Wirkung mit ihrem Intervall',
    won: 'Gewonnen',
    saved: 'Gehalten',
    customers: (written, customers) =>
      `${written} ${byCount(Math.abs(customers), { one: 'Kunde', other: 'Kunden' })}`,
    afterCost: 'Nach Abzug der Kosten',
    sum: ({ saved, worth, contacted, cost }) =>
      `${saved} × ${worth} je Kunde − ${contacted} × ${cost} je Kontakt.`,
    inCurrency: (amount, currency) => `${amount} ${currency}`,
    noMoney: 'Beträge stehen hier, sobald die Kosten eines Kontakts und der Wert der Kunden bekannt sind.',
  },
  forWhom: {
    title: 'Bei wem',
    tooFew: 'zu wenige Ergebnisse',
    known: (contacted, leftAlone) =>
      `${formatCount(contacted)} angesprochen, ${formatCount(leftAlone)} in der Kontrollgruppe`,
    byRiskBand: 'Die Wirkung nach Risiko',
    bySegment: 'Die Wirkung nach Segment',
    wider:
      'Diese Intervalle sind breiter als das der Wirkung, denn sie gelten für alle Gruppen einer Art zusammen. Hervorgehoben sind die Gruppen, bei denen eine Wirkung sicher ist.',
  },
  intervals: {
    one: (name, points, range) => `${name}: ${points} Punkte, ${range}`,
    points: 'Punkte',
  },
  uplift: {
    title: 'Bei welchen Kunden',
    byItself:
      'Sobald Ergebnisse kommen, lernt ein Modell von selbst, wie der Kontakt auf jeden Kunden wirkt.',
    more: ({ people }) => `Mehr ${people}, von 100`,
    fewer: ({ people }) => `Weniger ${people}, von 100`,
    share: 'Angesprochener Anteil',
    from: 'Von',
    to: 'Bis',
    chart: (sentence) =>
      `Was es bringt, nur die Ersten anzusprechen, gereiht nach der erwarteten Wirkung: ${sentence}`,
    byEffect: 'Nach erwarteter Wirkung',
    byChance: 'Nach Zufall',
    contactedFirst: 'Zuerst angesprochen, von 100',
    members: (members) =>
      `${plural(members, 'Kunde', 'Kunden')}, jeder gereiht von einem Modell, das sein Ergebnis nicht kannte, mit 95-%-Intervallen.`,
    measured: (members, when) =>
      `${plural(members, 'Kunde', 'Kunden')}, jeder gereiht von einem Modell, das sein Ergebnis nicht kannte, mit 95-%-Intervallen; gemessen am ${when}.`,
    area: (points, range) => `Die Fläche über der gestrichelten Linie beträgt ${points} Punkte (${range}).`,
    next: 'Nächste Liste nach erwartetem Gewinn anlegen',
    after: (campaign) => `Nach ${campaign}`,
  },
  file: {
    explained:
      'Ein Kunde je Zeile: eine Spalte mit der Kundennummer und eine, die sagt, was geschehen ist, auch bei denen, die geblieben sind. Hat ein Kunde mehrere Ergebnisse, zählt das zuletzt festgestellte.',
    file: 'Datei',
    sending: 'Datei wird gesendet',
    reading: 'Datei wird gelesen',
    recorded: (outcomes) => `${ergebnisse(outcomes)} eingetragen.`,
    record: (outcomes) => `${ergebnisse(outcomes)} eintragen`,
    ids: 'Kundennummern',
    choose: 'auswählen',
    happened: 'Was geschehen ist',
    means: ({ past }) => `Bedeutet: ${past}`,
    foundOut: 'Festgestellt',
    now: 'jetzt',
    matched: (rows, left, { past }) => `${zeilen(rows)} zu Kunden, davon ${past}: ${formatCount(left)}.`,
    unknown: (rows, ids) => `${zeilen(rows)} zu niemandem aus dem Datenbestand: ${ids}.`,
    rejected: (lines) => `${zeilen(lines)} ohne Ergebnis:`,
    line: (line) => `Zeile ${line}: {why}`,
  },
} satisfies Translation<English>;
