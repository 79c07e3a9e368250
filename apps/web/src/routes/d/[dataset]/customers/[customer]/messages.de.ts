import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

/** After "unter". */
const unterKunden = (count: number) => plural(count, 'Kunden', 'Kunden');
const BY_TIME =
  'nur danach, wie lange jemand schon Kunde ist; die Wahrscheinlichkeit dagegen berücksichtigt jedes Merkmal. Die Spanne ist ein 95-%-Intervall.';

export default {
  title: (id) => `Kunde ${id}`,
  loading: 'Kunde wird geladen',
  notScored: 'Dieser Kunde ist noch nicht bewertet, weil kein Modell im Einsatz ist.',
  setUp: 'Abwanderung einrichten',
  notFound: 'Kunde nicht gefunden',
  notFoundWhy:
    'Vielleicht ist die Kundennummer in der Datei anders geschrieben, oder der Kunde wurde gelöscht.',
  allCustomers: 'Alle Kunden',
  showFewer: 'Weniger zeigen',
  bands: { LOW: 'geringes Risiko', MEDIUM: 'mittleres Risiko', HIGH: 'hohes Risiko' },
  arms: {
    CONTACTED: 'anzusprechen',
    HOLD_OUT: 'in der Kontrollgruppe, also nicht ansprechen',
    BUSINESS_AS_USUAL: 'wie üblich behandelt',
  },
  input: {
    median: (median) => `Median: ${median}`,
    yes: 'Ja',
    no: 'Nein',
    missing: '(fehlt)',
  },
  attributes: {
    title: 'Merkmale',
    reading: 'Wie importiert. Ein Strich heißt, dass der Wert fehlt.',
  },
  campaigns: {
    title: 'Kampagnen und Ergebnis',
    apart: (since) => `Seit ${since} in der allgemeinen Kontrollgruppe: nicht ansprechen.`,
    counts: (people, when) => `Zählt zur Gruppe ${people}, beobachtet am ${when}.`,
  },
  feedback: {
    title: 'Was das Team sagt',
    add: 'Anmerkung hinzufügen',
    free: 'Hier spricht nichts gegen einen Kontakt.',
    forbidden: 'Nicht ansprechen: steht in keiner Anrufliste und in keiner neuen Kampagne.',
    kinds: {
      DO_NOT_CONTACT: 'Nicht ansprechen',
      LEFT_ALREADY: 'Ist schon abgewandert',
      WRONG_REASON: 'Die Gründe stimmen nicht',
      NOTE: 'Notiz',
    },
    until: (kind, day) => `${kind} bis ${day}`,
    withdraw: 'Zurücknehmen',
    withdrawNamed: (kind) => `„${kind}“ zurücknehmen`,
    about: (id) => `Über Kunde ${id}`,
    what: 'Was',
    lastDay: 'Letzter Tag',
    lastDayHint: 'Bleibt das Feld leer, gilt es, bis es jemand zurücknimmt.',
    why: 'Warum, falls es mehr zu sagen gibt',
  },
  history: {
    title: 'Verlauf',
    reading: 'Was geschehen ist, das Neueste zuerst.',
    showMore: (more) => `${formatCount(more)} weitere zeigen`,
    marks: {
      segment: 'Segment',
      score: 'Bewertung',
      campaign: 'Kampagne',
      outcome: 'Ergebnis',
      remark: 'Anmerkung',
      data: 'Daten',
    },
    remark: (kind, note) => `${kind}: ${note}`,
    placed: (segment) => `Dem Segment „${segment}“ zugeordnet`,
    moved: (segment) => `Ins Segment „${segment}“ gewechselt`,
    from: (segment) => `aus „${segment}“`,
    chance: (gerund, chance) => `Wahrscheinlichkeit (${gerund}): ${chance}`,
    chanceChanged: (gerund, chance, before) => `Wahrscheinlichkeit (${gerund}): ${chance}, vorher ${before}`,
    scoredBy: (band, version) => `${band} · Modellversion ${version}`,
    inCampaign: (campaign) => `In der Kampagne „${campaign}“`,
    apart: 'Ab jetzt in der allgemeinen Kontrollgruppe',
    counted: (people) => `Zählt zur Gruppe ${people}`,
    brought: (amount) => `brachte ${amount}`,
    imported: (file) => `„${file}“ wurde importiert`,
    file: (number) => `Datei ${number} dieses Datenbestands`,
  },
  neighbours: {
    title: 'Die Liste, aus der Sie kommen',
    previous: 'Voriger',
    previousCustomer: 'Voriger Kunde',
    next: 'Nächster',
    nextCustomer: 'Nächster Kunde',
    place: (number, all) => `${formatCount(number)} von ${formatCount(all)} in der Liste`,
    back: 'Zurück zur Liste',
  },
  score: {
    title: (gerund) => `Wahrscheinlichkeit: ${gerund}`,
    dots: (filled) =>
      `${filled} von 100 Punkten ${byCount(filled, { one: 'ist', other: 'sind' })} ausgefüllt`,
    already: ({ whoHavePast }) =>
      `Dieser Kunde gehört zu denen, die schon ${whoHavePast} ({definition}): Die Bewertung sagt, wie sehr er anderen gleicht, die ${whoHavePast}, und zählt in keiner Prognose mit.`,
    of100: ({ havePast }) => `{count} von 100 Kunden wie diesem ${havePast}.`,
    peers: (customers) =>
      `Gezählt unter ${unterKunden(customers)} mit ähnlicher Bewertung, die das Modell nicht kannte.`,
    stayOfAll: (customers) => `Gezählt unter ${unterKunden(customers)}, ${BY_TIME}`,
    stayOf: (customers, segment) => `Gezählt unter ${unterKunden(customers)} aus „${segment}“, ${BY_TIME}`,
    against: (times, average) => `${times}-mal so hoch wie im Durchschnitt (${average})`,
    loss: (amount) => `erwarteter Verlust ${amount}`,
    scoredBy: (version) => `Modellversion ${version}, {when}`,
  },
  segment: {
    title: 'Segment',
    typical: 'Ein typischer Kunde dieses Segments.',
    between: (other) => `Passt fast ebenso gut zu „${other}“.`,
    nearest: (other) => `Nach diesem Segment passt „${other}“ am besten.`,
    typicality: (typicality) =>
      `Typizität ${typicality}: 1 ist die Mitte des Segments, 0 heißt ebenso nah am nächsten`,
    quoted: (segment) => `„${segment}“`,
    earlier: (since, segments) => `Seit ${since}; vorher in ${segments}.`,
    expected: (share, { remaining, infinitive }) =>
      `Von denen in diesem Segment, ${remaining}, werden voraussichtlich ${share} ${infinitive}.`,
  },
  value: {
    title: 'Wert in den nächsten 365 Tagen',
    range: 'Die Spanne gilt für Kunden wie diesen; ein einzelner Kunde kann stärker abweichen.',
    how: 'Wie der Wert bestimmt wird',
  },
  levers: {
    title: 'Was daran etwas ändern könnte',
    reading:
      'Andere Werte dessen, was Ihr Unternehmen ändern kann, jeder mit der Wahrscheinlichkeit, die das Modell damit erwartet. Das ist ein Zusammenhang: Was eine Änderung bewirken würde, sagt er nicht.',
    none: 'Bei dem, was Ihr Unternehmen ändern kann, hängt für einen Kunden wie diesen kein anderer Wert deutlich mit einer besseren Wahrscheinlichkeit zusammen.',
    caption: 'Was die Bewertung ändern könnte',
    lever: 'Stellschraube',
    now: 'Heute',
    instead: 'Stattdessen',
    difference: 'Unterschied',
    points: (points) => `${points} Punkte`,
    of100: ({ havePast }) => `Von 100 ${havePast}: heute, stattdessen`,
    customers: 'Kunden, bei denen es so ist',
    together: (customers, value) => `${formatCount(customers)} mit ${value}`,
    noLever: 'Keine Spalte ist eine Stellschraube.',
    chosen: (levers) => `Stellschrauben: ${levers}.`,
    guessed: (levers) => `Stellschrauben: ${levers} (nach dem Namen vermutet).`,
    choose: 'Stellschrauben auswählen',
    dialog: 'Was Ihr Unternehmen ändern kann',
    explained:
      'Konditionen, Preise und Leistungen; nicht, wer jemand ist oder wie lange er schon Kunde ist. Gilt für alle, die diesen Datenbestand ansehen.',
    legend: 'Stellschrauben',
    save: 'Speichern',
    guess: 'Nach dem Namen vermuten',
  },
  whatIf: {
    title: 'Was wäre, wenn',
    reading: ({ gerund }) =>
      `Ändern Sie ein Merkmal, um zu sehen, wie sich die Bewertung ändern würde; was daraus berechnet ist, ändert sich mit. Das zeigt, was mit dem ${gerund} zusammenhängt, nicht, was eine Änderung bewirken würde. Nichts wird gespeichert.`,
    noChange: 'Keine Änderung.',
    up: (points, before) => `${points} Punkte mehr als vorher (${before}).`,
    down: (points, before) => `${points} Punkte weniger als vorher (${before}).`,
    segment: 'Das Segment wäre {segment}.',
    calculating: 'Wird berechnet …',
    current: 'Die heutige Bewertung.',
    reset: 'Zurücksetzen',
    showAll: (attributes) =>
      byCount(attributes, {
        one: 'Das Merkmal zeigen',
        other: `Alle ${formatCount(attributes)} Merkmale zeigen`,
      }),
  },
  drives: {
    title: 'Was die Bewertung bestimmt',
    goesWith: (gerund, reasons) => `Hängt mit dem ${gerund} zusammen: ${reasons}.`,
    against: (reasons) => `Dagegen spricht: ${reasons}.`,
    nothing: 'Nichts, was sich sagen lässt, unterscheidet diesen Kunden vom Durchschnitt.',
    attribute: 'Merkmal',
    value: 'Wert',
    contribution: 'Beitrag',
    inWords: 'In Worten',
    average: '(Durchschnittskunde)',
    numbers: 'Die Zahlen sind {term} und lassen sich addieren.',
    logOdds: 'Log-Odds',
  },
  todo: {
    title: 'Was zu tun ist',
    reading: (segment) => `Was für „${segment}“ vorgeschlagen wird, das Aussichtsreichste zuerst.`,
    by: (title, channel) => `${title} (${channel})`,
    plan: 'Was es bringt, und bei wem noch',
  },
} satisfies Translation<English>;
