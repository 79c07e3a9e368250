import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const kunden = (count: number) => plural(count, 'Kunde', 'Kunden');
/** After "von" or "bei". */
const beiKunden = (count: number) => plural(count, 'Kunden', 'Kunden');
const dateien = (count: number) => plural(count, 'Datei wurde', 'Dateien wurden');
const werden = (count: number) => byCount(count, { one: 'wird', other: 'werden' });

export default {
  loading: 'Datenbestand wird geladen',
  notFound: 'Datenbestand nicht gefunden',
  notFoundWhy: 'Vielleicht wurde er gelöscht, oder der Link ist unvollständig.',
  toNewest: 'Zum neuesten Datenbestand',
  importing: {
    another: 'Andere Datei importieren',
    title: 'Die Datei wird importiert',
    reading: 'Diese Seite aktualisiert sich, sobald der Import fertig ist.',
    waiting: 'Wartet auf den Start.',
  },
  about: ({ infinitive }) =>
    `Wer Ihre Kunden sind, welche wahrscheinlich ${infinitive} und wen Sie zuerst ansprechen sollten.`,
  loadNext: 'Datei des nächsten Monats laden',
  loadingLead: 'Ausblick wird geladen',
  loadingFigures: 'Kennzahlen werden geladen',
  loadingSegments: 'Segmente werden geladen',
  loadingCustomers: 'Kunden zum Anrufen werden geladen',
  lead: {
    outlook: (expected, customers, { remaining, infinitive }) =>
      `Von ${beiKunden(customers)}, ${remaining}, ${werden(expected)} voraussichtlich ${formatCount(expected)} ${infinitive}.`,
    outlookWithLoss: (expected, customers, { remaining, infinitive }, loss) =>
      `Von ${beiKunden(customers)}, ${remaining}, ${werden(expected)} voraussichtlich ${formatCount(expected)} ${infinitive}; damit gingen ${loss} an Kundenwert verloren.`,
    contactFirst: (customers) => `Sprechen Sie zuerst ${beiKunden(customers)} an.`,
    noContact: 'Kein Kontakt bringt voraussichtlich mehr, als er kostet.',
    contactReachable: (customers, gain) =>
      customers === 1
        ? `Den einen Kunden anzusprechen, den Sie erreichen können und bei dem es am meisten bringt, ergibt voraussichtlich ${gain}.`
        : `Die ${kunden(customers)} anzusprechen, die Sie erreichen können und bei denen es am meisten bringt, ergibt voraussichtlich ${gain}.`,
    contactPaying: (customers, gain) =>
      customers === 1
        ? `Den einen Kunden anzusprechen, bei dem es sich lohnt, bringt voraussichtlich ${gain}.`
        : `Die ${kunden(customers)} anzusprechen, bei denen es sich lohnt, bringt voraussichtlich ${gain}.`,
    seeWhom: 'Wen ansprechen',
  },
  figures: {
    customers: (count) => byCount(count, { one: 'Kunde', other: 'Kunden' }),
    already: (left, { past }) => `schon ${formatCount(left)} ${past}`,
    segments: (count) => `in ${plural(count, 'Segment', 'Segmenten')}`,
    notSegmented: 'noch nicht segmentiert',
    expected: ({ infinitive }) => `werden voraussichtlich ${infinitive}`,
    rate: (rate, customers, { remaining }, range) =>
      `${rate} von ${formatCount(customers)}, ${remaining} (${range})`,
    atHighRisk: 'mit hohem Risiko',
    mostLikely: ({ infinitive }) => `werden am ehesten ${infinitive}`,
    aboveThreshold: 'ab dem Schwellenwert des Modells',
    valueAtRisk: 'gefährdeter Wert',
    valueTimesChance: 'Wert × Wahrscheinlichkeit',
    setCurrency: 'Währung festlegen',
  },
  lastFile: {
    file: 'Letzte Datei: {name}, {when}.',
    unchanged: (why) => `Nichts wurde geändert: ${why}`,
    rejected: (rows) => `${plural(rows, 'Zeile', 'Zeilen')} abgewiesen: {link}.`,
    which: 'welche und warum',
  },
  changed: {
    since: (moment, what) => `Seit der Prüfung vom ${moment}: ${what}`,
    checked: '{link}, geprüft {when}.',
    what: 'Was sich verändert hat',
    more: (customers) => `${kunden(customers)} mehr`,
    fewer: (customers) => `${kunden(customers)} weniger`,
    nothingBefore: 'vorher hatte sich nichts verschoben',
    others: (columns) => `${formatCount(columns)} weitere`,
    moved: (columns, count) => `${columns} ${byCount(count, { one: 'hat', other: 'haben' })} sich verschoben`,
    back: (columns, count) => `${columns} ${byCount(count, { one: 'ist', other: 'sind' })} wieder wie vorher`,
  },
  next: {
    busy: 'In Arbeit',
    busyReading: 'Ergebnisse erscheinen hier, sobald sie fertig sind.',
    who: 'Wer sind sie?',
    whoHow:
      'Teilen Sie Ihre Kunden in Segmente ein. Es dauert Sekunden: Holdfast probiert jede Anzahl von 2 bis 10 Segmenten.',
    findSegments: 'Segmente finden',
    whoLeaves: 'Wer wird wahrscheinlich abwandern?',
    whoLeavesHow:
      'Wählen Sie die Spalte oder die Regel, die sagt, wer abgewandert ist. Ein Modell bewertet dann jeden Kunden.',
    setUp: 'Abwanderung einrichten',
  },
  segments: {
    title: 'Wer sie sind',
    largest: (name, share) => `Das größte Segment ist „${name}“ mit ${share} der Kunden.`,
    largestRiskiest: (name, share, { infinitive }, chance) =>
      `Das größte Segment ist „${name}“ mit ${share} der Kunden; dort werden auch am ehesten Kunden ${infinitive} (${chance}).`,
    riskiest: (name, share, { infinitive }, riskiest, chance) =>
      `Das größte Segment ist „${name}“ mit ${share} der Kunden; am ehesten werden Kunden in „${riskiest}“ ${infinitive} (${chance}).`,
    segment: 'Segment',
    customers: 'Kunden',
    share: 'Anteil',
    have: ({ havePast }) => havePast.charAt(0).toUpperCase() + havePast.slice(1),
    meanChance: ({ gerund }) => `Mittlere Wahrscheinlichkeit: ${gerund}`,
    expectedTo: ({ infinitive }) => `Werden voraussichtlich ${infinitive}`,
    expected: (chance, { infinitive }) => `${chance} werden voraussichtlich ${infinitive}`,
  },
  call: {
    call: 'Diese zuerst anrufen',
    contact: 'Diese zuerst ansprechen',
    byGain: (customers, { gerund, whoHavePast }) =>
      `${customers === 1 ? 'Der Kunde, bei dem' : `Die ${kunden(customers)}, bei denen`} ein Kontakt voraussichtlich am meisten bringt: nach der Wahrscheinlichkeit (${gerund}) und dem Kundenwert. Wer nicht kontaktiert werden darf oder zu denen gehört, die schon ${whoHavePast}, steht nicht in der Liste.`,
    byChance: (customers, { infinitive, whoHavePast }) =>
      `${customers === 1 ? 'Der Kunde, der' : `Die ${kunden(customers)}, die`} am ehesten ${infinitive}. Wer nicht kontaktiert werden darf oder zu denen gehört, die schon ${whoHavePast}, steht nicht in der Liste.`,
    seeAll: 'Alle zeigen',
    caption: 'Kunden, die zuerst anzurufen sind',
  },
  known: {
    title: ({ gerund }) => `Was mit dem ${gerund} zusammenhängt`,
    trust: ({ whoHasPast }, times, auc, range) =>
      `Von zwei Kunden, von denen einer ${whoHasPast}, erkennt das Modell in ${times} von 100 Fällen den richtigen (AUC ${auc}, 95-%-Intervall ${range}).`,
    seeModel: 'Modell ansehen',
    nothing: ({ gerund }) => `Kein einzelnes Merkmal hängt deutlich mit dem ${gerund} zusammen.`,
  },
  imports: {
    title: 'Importe',
    all: (files) => `${dateien(files)} in diesen Datenbestand geladen.`,
    newestFirst: (files) => `${dateien(files)} in diesen Datenbestand geladen, die neueste zuerst.`,
    some: (files, shown) =>
      `${dateien(files)} in diesen Datenbestand geladen; hier stehen die neuesten ${formatCount(shown)}.`,
    modes: { NEW: 'neuer Datenbestand', APPEND: 'ergänzt und aktualisiert', REPLACE: 'alles ersetzt' },
    states: {
      PENDING: 'wartet',
      RUNNING: 'läuft',
      COMPLETED: 'fertig',
      FAILED: 'fehlgeschlagen',
      CANCELLED: 'abgebrochen',
    },
    you: 'Sie',
    aKey: 'ein API-Schlüssel',
    show: (rows, file) => `${plural(rows, 'abgewiesene Zeile', 'abgewiesene Zeilen')} aus ${file} zeigen`,
    file: 'Datei',
    when: 'Wann',
    by: 'Von',
    how: 'Wie',
    added: 'Hinzugefügt',
    updated: 'Aktualisiert',
    removed: 'Entfernt',
    rejected: 'Abgewiesene Zeilen',
  },
} satisfies Translation<English>;
