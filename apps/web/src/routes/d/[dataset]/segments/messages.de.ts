import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const kunden = (count: number) => plural(count, 'Kunde', 'Kunden');
/** After "von" or where a clause has them as its object. */
const denKunden = (count: number) => plural(count, 'Kunden', 'Kunden');

export default {
  title: 'Segmente',
  busy: 'In Arbeit',
  busyAgain: 'Die Zahlen unten bleiben, bis die neuen fertig sind.',
  busyFirst: 'Die Segmente erscheinen hier, sobald sie fertig sind.',
  loading: 'Segmente werden geladen',
  loadingPicture: 'Bild wird geladen',
  parts: 'Teile dieser Seite',
  views: {
    map: 'Karte',
    profiles: 'Profile',
    distributions: 'Verteilungen',
    two: 'Vergleichen',
    flow: 'Wanderungen',
    trust: 'Sind sie verlässlich?',
  },
  segment: 'Segment',
  customers: 'Kunden',
  customer: 'Kunde',
  attribute: 'Merkmal',
  allCustomers: 'Alle Kunden',
  find: {
    again: 'Neue Segmente finden',
    none: 'Noch keine Segmente',
    how: 'Holdfast probiert jede Anzahl von 2 bis 10 Segmenten und empfiehlt die, deren Segmente am stabilsten bleiben, wenn die Analyse wiederholt wird.',
    title: 'Segmente finden',
    which:
      'Nach welchen Spalten sollen Kunden eingeteilt werden? Verhalten ergibt meist klarere Gruppen als Demografie.',
    columns: 'Spalten',
    starting: 'Wird gestartet …',
    start: (columns) => `Nach ${plural(columns, 'Spalte', 'Spalten')} einteilen`,
    weights: 'Einige stärker zählen lassen als andere',
    times: {
      half: 'halb',
      once: 'einfach',
      twice: 'doppelt',
      more: (times) => `${times}-fach`,
    },
    counts: (times) => `zählt ${times}`,
  },
  number: {
    label: 'Anzahl der Segmente',
    segments: 'Segmente',
    recommended: (segments) => `Empfohlen: ${segments}.`,
    why: 'Warum, und wie gut jede Anzahl ist',
    looking: (seen, used) => `Sie sehen ${seen} Segmente. Kunden, Listen und Strategien verwenden ${used}.`,
    use: (segments) => `Diese ${segments} überall verwenden`,
    used: (segments) => `Listen und Strategien verwenden jetzt ${segments} Segmente.`,
    back: (segments) => `Zurück zu ${segments}`,
  },
  strip: {
    may: (chance, { infinitive }) => `${chance} könnten ${infinitive}`,
  },
  panel: {
    label: 'Das gewählte Segment',
    close: (segment) => `${segment} schließen`,
    meanValue: 'Mittlerer Wert',
    expected: ({ infinitive }) => `Werden voraussichtlich ${infinitive}`,
    atRisk: 'Gefährdet',
    toDo: 'Was zu tun ist',
    apartLabel: 'Was es auszeichnet',
    apart: 'Was sie auszeichnet',
    notApart: 'Nichts hebt sie deutlich vom Durchschnitt ab.',
    list: 'Kunden auflisten',
    listAll: (customers) => `${denKunden(customers)} auflisten`,
    listRemaining: (customers, { remaining }) =>
      customers === 1 ? 'Den einen übrigen Kunden zeigen' : `${denKunden(customers)} auflisten, ${remaining}`,
  },
  apart: {
    moreOften: (name, share, all) => `Häufiger ${name}: ${share} (alle: ${all})`,
    lessOften: (name, share, all) => `Seltener ${name}: ${share} (alle: ${all})`,
    higher: (name, mean, all) => `${name} höher: ${mean} (alle: ${all})`,
    lower: (name, mean, all) => `${name} niedriger: ${mean} (alle: ${all})`,
    value: (name, value, share) => `${name} ist bei ${share} ${value}`,
  },
  name: {
    name: 'Name',
    hint: (automatic) => `Er bleibt bei diesen Kunden. Leer: wieder „${automatic}“.`,
    cancel: 'Abbrechen',
    save: 'Speichern',
    rename: (segment) => `${segment} umbenennen`,
  },
  note: {
    note: 'Notiz',
    hint: 'Sie bleibt bei diesen Kunden, wie ihr Name. Leer: keine Notiz.',
    write: 'Notiz schreiben',
    change: 'Notiz ändern',
  },
  plan: {
    loading: 'Was zu tun ist, wird geladen',
    none: 'Für dieses Segment gibt es noch keinen Rat.',
    next: '{campaign} oder {assumptions} ändern.',
    campaign: 'Kampagne daraus machen',
    assumptions: 'Annahmen',
  },
  rule: {
    label: 'Die Regel',
    title: 'Wie man sie anderswo findet',
    good: 'Diese Regel steht für das Segment.',
    near: 'Diese Regel kommt dem Segment nahe; eine nähere kurze wurde nicht gefunden.',
    poor: 'Keine kurze Regel trifft dieses Segment gut; verwenden Sie das Segment selbst, wo Sie können.',
    catches: 'Sie erfasst {recall} des Segments, und {precision} der Erfassten gehören dazu.',
    theirs: (customers) => `davon im Segment ${formatCount(customers)}`,
    keeps: (customers, theirs) => `behält ${formatCount(customers)}, davon im Segment ${formatCount(theirs)}`,
    drops: (customers, theirs) =>
      `scheidet ${formatCount(customers)} aus, davon im Segment ${formatCount(theirs)}`,
    audience: (segment) => `${segment}, nach Regel`,
    see: (audience, customers) => `„${audience}“ ansehen, ${kunden(customers)}`,
    save: 'Zielgruppe aus dieser Regel machen',
    none: 'Dafür gibt es noch keine Regel. Finden Sie neue Segmente, um eine zu bekommen.',
    loading: 'Regel wird geladen',
  },
  map: {
    title: 'Kundenkarte',
    label: (customers, segments) =>
      `Punktwolke: ${plural(customers, 'Kunde', 'Kunden')} in ${plural(segments, 'Segment', 'Segmenten')}`,
    sample: (shown, all) =>
      `Eine Stichprobe von ${formatCount(shown)} aus ${denKunden(all)}: je näher beieinander, desto ähnlicher.`,
    whole: (all) => `${kunden(all)}: je näher beieinander, desto ähnlicher.`,
    reading: (explained) =>
      `Die beiden Achsen zeigen ${explained} aller Unterschiede. Klicken Sie auf einen Kunden, um ihn zu öffnen; umkreisen Sie mehrere, um sie aufzulisten.`,
    closer: 'Verschieben und zoomen',
    closerWith: (customers) => `Verschieben und zoomen, mit ${denKunden(customers)}`,
    loading: 'Karte wird geladen',
    chance: (chance, { gerund }) => `${gerund}: Wahrscheinlichkeit ${chance}`,
    open: (customer) => `${customer} öffnen`,
  },
  area: {
    inside: (customers) =>
      `${kunden(customers)} ${byCount(customers, { one: 'liegt', other: 'liegen' })} in der Form.`,
    insidePlaced: (customers) =>
      `${kunden(customers)} ${byCount(customers, { one: 'liegt', other: 'liegen' })} in der Form, von denen, die auf der Karte einen Platz haben.`,
    list: 'Auflisten',
    clear: 'Form löschen',
    byRanges: 'Kunden nach Bereichen der Achsen auswählen',
    from: 'Von',
    to: 'Bis',
    choose: 'Auswählen',
  },
  profiles: {
    title: 'Profile',
    reading:
      'Der Mittelwert jedes Merkmals in jedem Segment oder sein Anteil „ja“. ▲ und blaugrün: über dem Durchschnitt aller Kunden; ▼ und bernsteinfarben: darunter; je kräftiger die Farbe, desto weiter weg.',
    strongest: (attribute) => `Am stärksten unterscheiden sich die Segmente bei „${attribute}“.`,
    caption: 'Profile der Segmente',
    showAll: (attributes) => `Alle ${attributes} zeigen`,
    showFewer: 'Weniger zeigen',
  },
  distributions: {
    title: 'Verteilungen',
    how: 'Wie ein Merkmal in jedem Segment verteilt ist.',
    reading: (attribute, high, highMean, low, lowMean) =>
      `${attribute} ist am höchsten in „${high}“ (Mittelwert ${highMean}) und am niedrigsten in „${low}“ (${lowMean}).`,
    from: 'Von',
    to: 'Bis',
    heights: 'Höhe',
    share: 'Anteil am jeweiligen Segment',
    count: 'Kunden',
    loading: 'Verteilungen werden geladen',
  },
  two: {
    title: 'Zwei Segmente vergleichen',
    pending: (a, b) => `Worin sich „${a}“ und „${b}“ am meisten unterscheiden, kommt gleich.`,
    most: (a, b, attribute, ofA, ofB) =>
      `„${a}“ und „${b}“ unterscheiden sich am meisten bei ${attribute}: ${ofA} gegenüber ${ofB}.`,
    mostValue: (a, b, attribute, value, ofA, ofB) =>
      `„${a}“ und „${b}“ unterscheiden sich am meisten bei ${attribute} „${value}“: ${ofA} gegenüber ${ofB}.`,
    nothing: 'Diese beiden unterscheiden sich in keinem Merkmal.',
    difference: 'Standardisierter Unterschied',
    differenceOf: (difference) => `Standardisierter Unterschied ${difference}`,
    against: 'gegenüber',
    legend:
      'Ein Balken zeigt zu dem Segment, das mehr davon hat; seine Länge ist der Unterschied in {deviations}, bei Anteilen Cohens h.',
    deviations: 'Standardabweichungen',
    more: (attributes) => `${attributes} weitere`,
  },
  flow: {
    notYet: 'noch nicht da',
    inNone: 'in keinem',
    inUse: 'Nur für die verwendeten Segmente',
    inUseWhy: (used, seen) =>
      `Wer wohin gegangen ist, wird für ${byCount(used, { one: 'das', other: 'die' })} ${plural(used, 'Segment', 'Segmente')} verfolgt, ${byCount(used, { one: 'das', other: 'die' })} alle verwenden, nicht für die ${seen}, die Sie gerade ansehen.`,
    lookAtUsed: 'Die verwendeten ansehen',
    title: 'Seit den vorigen Segmenten',
    reading: (share, customers, moment) =>
      `${share} der ${formatCount(customers)} Kunden, die am ${moment} in einem Segment waren, sind noch im selben.`,
    label: (before, now) => `${plural(before, 'Segment', 'Segmente')} vorher, ${now} jetzt`,
    before: 'Vorher',
    now: 'Jetzt',
    events: 'Was aus den Segmenten geworden ist',
    loading: 'Wer wohin gegangen ist, wird geladen',
    none: 'Noch nichts zu vergleichen',
    noneWhy:
      'Das sind die ersten Segmente. Wer von wo nach wo geht, steht hier, sobald wieder Segmente gefunden werden: mit „Neue Segmente finden“ oder nach dem nächsten Import.',
  },
  which: {
    title: 'Warum diese Anzahl',
    caption: 'Jede Anzahl von Segmenten, und was entscheidet',
    segments: 'Segmente',
    comesBack: 'Kehrt wieder',
    worst: (stability, worst) => `${stability}, mindestens ${worst}`,
    smallest: 'Kleinstes',
    separation: 'Trennung',
    explains: 'Erklärt',
    beyondChance: 'Über Zufall',
    whoLeft: 'Abwanderung',
    worth: 'Wert',
    verdict: 'Urteil',
    recommended: 'Empfohlen.',
    closest: 'Empfohlen; kommt am nächsten.',
    saysLess: (share) => `Sagt ${share} dessen, was die beste sagt.`,
    saysAsMuch: 'Sagt genauso viel, mit mehr Segmenten.',
    price: 'Ein weiteres Segment, das man kennen und bedienen muss, muss davon ein Hundertstel mehr sagen.',
    hardlyMore: 'Sagt kaum mehr, mit mehr Segmenten.',
    how: (left, worth) =>
      `Die Segmente müssen {stability}, wenn die Analyse wiederholt wird, und keines darf winzig sein. Erfüllt eine Anzahl das, zählen {silhouette} und was die Segmente von den Unterschieden zwischen Kunden${left ? ', von der Abwanderung' : ''}${worth ? ', vom Kundenwert' : ''} erklären gleich viel, jeweils am besten Ergebnis gemessen.`,
    comeBackInside: 'wiederkehren',
    separationInside: 'Trennung',
  },
  quality: {
    title: 'Wie viele Segmente?',
    reading: (segments, silhouette, stability) =>
      `Mit ${plural(segments, 'Segment', 'Segmenten')} liegt die Trennung (Silhouette) bei ${silhouette} und die Stabilität bei ${stability}; 1 heißt: dieselben Segmente, sooft die Analyse wiederholt wird.`,
    higher: 'Bei beiden Linien ist höher besser.',
    segments: 'Segmente',
    silhouette: 'Silhouette',
    stability: 'Stabilität',
    daviesBouldin: 'Davies-Bouldin',
    calinskiHarabasz: 'Calinski-Harabasz',
    inertia: 'Trägheit',
    smallest: 'Kleinster Anteil',
    separation: 'Trennung (Silhouette)',
    quality: 'Güte',
    recommended: 'empfohlen',
  },
  foundBy: {
    title: 'Wonach sie gefunden wurden',
    columns: (count, names) => `${plural(count, 'Spalte', 'Spalten')}: ${names}.`,
    counts: (column, times) => `${column} zählt ${times}`,
    weighed: (all) => `${all}.`,
    saysNothingNew: (column, parts) =>
      `${column} sagt nur, was ${parts} zusammen sagen, und zählt gar nicht.`,
    anyTwo: (columns) => `Je zwei von ${columns} ergeben das dritte; jedes zählt daher zwei Drittel.`,
    together: (columns) => `${columns} sagen fast dasselbe und zählen wie eine Spalte.`,
    alike: (others) =>
      `${others ? 'Alle übrigen' : 'Alle'} zählen gleich viel: Zwei Kunden verschiedener Kategorien liegen so weit auseinander wie zwei Kunden im Mittel bei einer Zahl, gleich wie viele Stufen eine Kategorie hat.`,
  },
  outliers: {
    title: 'Ausreißer',
    reading: (values) =>
      `${plural(values, 'Wert liegt', 'Werte liegen')} weit abseits von allen anderen, ob irrtümlich oder nicht. Jeder zählt wie der letzte gewöhnliche Wert, damit er kein Segment für sich hat, und der Kunde kommt ins nächstgelegene Segment.`,
    caption: 'Kunden, die abseits von allen anderen liegen',
    value: 'Wert',
    why: 'Warum',
    placed: 'Zugeordnet zu',
  },
  byRule: {
    title: 'Segmente nach Regel',
    what: 'Statt gefundener Gruppen: Kunden, in Drittel geteilt danach, wie kürzlich, wie oft und für wie viel sie gekauft haben. Eine solche Regel kann jeder prüfen, und sie bleibt nächsten Monat dieselbe.',
    show: 'Zeigen',
    noColumn: 'Keine Spalte sagt, wie kürzlich, wie oft oder für wie viel Kunden gekauft haben.',
    instead: (title) => `Stattdessen: ${title}`,
    readingInstead:
      'Hier gibt es keine klaren Gruppen. Auch diese sind keine Entdeckung, sondern Regeln, die jeder prüfen kann: Kunden werden in Drittel geteilt.',
    reading: 'Regeln, die keine Gruppen in den Daten brauchen: Kunden werden in Drittel geteilt.',
    ungrouped: (customers) =>
      `${plural(customers, 'Kunde ist', 'Kunden sind')} in keinem, weil ein Wert fehlt`,
    saved: (audiences) =>
      `${plural(audiences, 'Zielgruppe ist', 'Zielgruppen sind')} angelegt: Jede wird neu gezählt, sooft Sie sie ansehen.`,
    save: (segments) => `Zielgruppen aus diesen ${segments} machen`,
  },
} satisfies Translation<English>;
