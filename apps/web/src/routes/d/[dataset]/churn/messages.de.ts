import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const kunden = (count: number) => plural(count, 'Kunde', 'Kunden');
/** After "von" or "bei". */
const beiKunden = (count: number) => plural(count, 'Kunden', 'Kunden');
const kontakte = (count: number) => plural(count, 'Kontakt', 'Kontakte');

/** The units that the API counts a tenure in: alone, and after "von" or "nach". */
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  days: ['Tage', 'Tagen'],
  weeks: ['Wochen', 'Wochen'],
  months: ['Monate', 'Monaten'],
  quarters: ['Quartale', 'Quartalen'],
  years: ['Jahre', 'Jahren'],
};
const unitOf = (unit: string) => UNITS[unit] ?? [unit, unit];
const time = (value: string, unit: string | null) => (unit === null ? value : `${value} ${unitOf(unit)[0]}`);
const after = (value: string, unit: string | null) => (unit === null ? value : `${value} ${unitOf(unit)[1]}`);

export default {
  title: 'Abwanderung',
  about: ({ infinitive }) =>
    `Welche Kunden wahrscheinlich ${infinitive}, womit das zusammenhängt und wen Sie ansprechen sollten.`,
  setUp: 'Abwanderung einrichten',
  busy: 'In Arbeit',
  busyReading: 'Das Ergebnis erscheint hier, sobald es fertig ist.',
  loadingModel: 'Modell wird geladen',
  parts: 'Teile dieser Seite',
  none: 'Noch kein Modell',
  noneWhy:
    'Wählen Sie die Spalte, die sagt, wer abgewandert ist, oder geben Sie eine Regel an, etwa „mehr als 60 Tage seit dem letzten Kauf“. Holdfast vergleicht mehrere Verfahren an denselben Kunden und behält das mit den genauesten Wahrscheinlichkeiten.',
  views: { contact: 'Wen ansprechen', why: 'Warum', trust: 'Wie verlässlich?', versions: 'Versionen' },
  customers: 'Kunden',
  seeAll: 'Alle zeigen',
  segments: 'Segmenten',

  methodHints: {
    AUTO: 'Vergleicht alle Verfahren an denselben Kunden und nimmt das mit den genauesten Wahrscheinlichkeiten.',
    LOGISTIC_REGRESSION: 'Eine gewichtete Summe der Merkmale: einfach und mit lesbaren Gewichten.',
    RANDOM_FOREST: 'Der Mittelwert vieler Entscheidungsbäume, jeder aus einer Stichprobe der Kunden gelernt.',
    GRADIENT_BOOSTING: 'Kleine Entscheidungsbäume, von denen jeder die Fehler der vorherigen korrigiert.',
  },
  imbalanceHints: {
    AUTO: 'Vergleicht die Arten des Ausgleichs an denselben Kunden und nimmt die beste.',
    NONE: 'Kein Ausgleich.',
    CLASS_WEIGHT: 'Abgewanderte erhalten mehr Gewicht, sodass beide Gruppen zusammen gleich viel wiegen.',
    RANDOM_OVERSAMPLE: 'Abgewanderte werden nur beim Lernen wiederholt, bis beide Gruppen gleich groß sind.',
    RANDOM_UNDERSAMPLE: 'Gebliebene werden nur beim Lernen weggelassen, bis beide Gruppen gleich groß sind.',
    SMOTE: 'Neue Abgewanderte werden nur beim Lernen zwischen benachbarten berechnet.',
  },
  bestOfAll: 'das beste von allen',
  stageHints: {
    CANDIDATE: 'Trainiert, aber nicht im Einsatz.',
    CHAMPION: 'Das Modell, das die Kunden bewertet.',
    ARCHIVED: 'War früher im Einsatz und lässt sich zurückholen.',
  },

  model: {
    about: (version, method, customers, rate, { past, havePast }) =>
      `Version ${version} · ${method} · als ${past} gilt: {definition} · trainiert mit ${beiKunden(customers)}, davon ${havePast}: ${rate}`,
    otherInUse: 'Wen Sie ansprechen sollten und was es bringt, sagt die Version im Einsatz.',
    noneInUse:
      'Keine Version ist im Einsatz; deshalb lässt sich nicht sagen, wen Sie ansprechen sollten und was es brächte.',
  },
  waiting: {
    notInUse: (version) => `Version ${version} ist trainiert, aber nicht im Einsatz.`,
    notCompared:
      'Zu wenige Kunden sind ihr und dem Modell im Einsatz gemeinsam bekannt, um beide zu vergleichen.',
    show: 'Dieses Modell zeigen',
    why: 'Warum (freiwillig)',
    whyLabel: 'Warum es übernommen wird',
    use: 'Dieses Modell übernehmen',
  },
  bands: {
    title: 'Was die Risikostufen bedeuten',
    reading: 'Gezählt an allen Kunden mit bekanntem Ergebnis, von Teilen des Modells, die sie nicht kannten.',
    ofHundred: ({ havePast }) => `Von 100 in dieser Stufe ${havePast}: {count}`,
    from: (chance, customers) => `ab einer Wahrscheinlichkeit von ${chance} · ${kunden(customers)}`,
    fromWithShare: (chance, customers, share) =>
      `ab einer Wahrscheinlichkeit von ${chance} · ${kunden(customers)}, ${share} von allen`,
    highFrom: 'HOCH ab einer Wahrscheinlichkeit von, %',
    mediumFrom: 'MITTEL ab einer Wahrscheinlichkeit von, %',
    change: 'Grenzen der Stufen ändern',
    back: 'Zurück zu denen des Modells',
  },
  riskiest: {
    title: ({ infinitive }) => `Kunden, die am ehesten ${infinitive}`,
    reading: ({ gerund, whoHavePast }) =>
      `Die zehn Kunden mit der höchsten Wahrscheinlichkeit (${gerund}), gleich, was sie wert sind. Wer zu denen gehört, die schon ${whoHavePast}, steht nicht in der Liste.`,
    caption: ({ infinitive }) => `Kunden, die am ehesten ${infinitive}`,
    loading: 'Kunden werden geladen',
  },

  contact: {
    question: 'Wen sollten wir ansprechen, und wie viele?',
    reading: (contacts, byGain, events, { infinitive }, gain, range) => {
      const one = contacts === 1;
      const whom = byGain
        ? `${one ? 'bei dem' : 'bei denen'} ein Kontakt am meisten bringt`
        : one
          ? `bei dem es am wahrscheinlichsten ist (${infinitive})`
          : `die am ehesten ${infinitive}`;
      const reached = `Sprechen Sie ${one ? 'den einen Kunden' : `die ${kunden(contacts)}`} an, ${whom}: Voraussichtlich ${infinitive} von ihnen ${events}`;
      const ends =
        range === null ? '' : ` (${range}, wenn alle Annahmen am schlechtesten oder am besten ausfallen)`;
      return gain === null ? `${reached}.` : `${reached}; der erwartete Gewinn ist ${gain}${ends}.`;
    },
    nobody: 'Niemand anzusprechen',
    allHave: (customers, { havePast }) => `Alle ${formatCount(customers)} ${havePast}.`,
    seeAllCustomers: 'Alle Kunden zeigen',
    title: 'Wen ansprechen',
    contacts: 'Kontakte',
    expectedTo: ({ infinitive }) => `Werden voraussichtlich ${infinitive}`,
    gain: 'Erwarteter Gewinn',
    gainIn: (currency) => `Erwarteter Gewinn, ${currency}`,
    first: (customers, { remaining }) =>
      `Von ${beiKunden(customers)}, ${remaining}, die ersten {number} ansprechen`,
    nonePays: 'Kein Kontakt bringt voraussichtlich mehr, als er kostet.',
    best: (gain, contacts) =>
      `Höchster erwarteter Gewinn: ${gain} mit ${plural(contacts, 'Kontakt', 'Kontakten')}.`,
    flat: (contacts) =>
      `Ab ${formatCount(contacts)} macht es kaum noch einen Unterschied: höchstens 2 % unter dem Besten.`,
    capacity: (contacts) => `Sie schaffen ${kontakte(contacts)}.`,
    use: (contacts) => `${formatCount(contacts)} nehmen`,
    counting: 'Es wird gezählt, bei wem es sich lohnt',
    contact: 'Ansprechen',
    ofThem: ({ infinitive }) => `Davon werden voraussichtlich ${infinitive}`,
    missed: ({ infinitive }) => `Nicht angesprochen und werden voraussichtlich ${infinitive}`,
    stay: 'Bleiben dadurch voraussichtlich',
    through: 'Durch den Kontakt',
    byChance: 'Ebenso viele, nur nach Wahrscheinlichkeit',
    capacityLine: 'Kapazität',
    seeThese: (customers) =>
      customers === 1 ? 'Diesen einen Kunden zeigen' : `Diese ${kunden(customers)} zeigen`,
    calculating: 'Gewinn wird berechnet',
  },
  assumptions: {
    label: 'Annahmen',
    title: 'Was dabei angenommen wird',
    contactCost: 'Kosten eines Kontakts',
    saveRate: 'Bleiben durch den Kontakt, %',
    responseLift: 'Reagieren nur seinetwegen, %',
    responseLiftHint: 'Von denen, die reagieren; ohne diese Angabe lässt sich kein Betrag nennen',
    effectLow: 'Mindestens, %',
    effectLowHint: 'Leer: die Hälfte davon',
    effectHigh: 'Höchstens, %',
    effectHighHint: 'Leer: das Anderthalbfache',
    customerValue: 'Wert eines Kunden',
    byPurchases: 'Leer: was die Käufe jedes Kunden erwarten lassen',
    byColumn: (column) => `Leer: ${column} jedes Kunden`,
    margin: 'Marge, %',
    horizonMonths: 'Monate voraus',
    capacity: 'Kontakte, die Sie schaffen',
    asItIs: 'Leer: wie oben',
    contactCostLow: 'Kosten eines Kontakts, mindestens',
    contactCostHigh: 'Kosten eines Kontakts, höchstens',
    marginLow: 'Marge mindestens, %',
    marginHigh: 'Marge höchstens, %',
    horizonMonthsLow: 'Monate voraus, mindestens',
    horizonMonthsHigh: 'Monate voraus, höchstens',
    currency: 'Währung',
    currencyHint: 'Drei Buchstaben, etwa EUR',
    period: 'Der Wert ist',
    notSaid: 'keine Angabe',
    periods: {
      MONTH: 'im Monat',
      YEAR: 'im Jahr',
      ORDER: 'je Bestellung',
      LIFETIME: 'bisher bezahlt',
    },
    ends: 'Wie weit diese Angaben danebenliegen können',
  },

  statements: {
    title: ({ gerund }) => `Was mit dem ${gerund} zusammenhängt`,
    reading: ({ gerund }) =>
      `Jede dieser Aussagen hält auch stand, wenn man berücksichtigt, wie viele geprüft wurden. Sie hängen mit dem ${gerund} zusammen, müssen aber nicht die Ursache sein.`,
    none: ({ gerund }) => `Kein Merkmal hängt deutlich mit dem ${gerund} zusammen.`,
    fewer: 'Weniger zeigen',
    all: (statements) => `Alle ${formatCount(statements)} zeigen`,
  },
  importances: {
    title: 'Worauf das Modell sich stützt',
    reading: (attribute) =>
      `Am meisten stützt sich das Modell auf ${attribute}. Jeder Balken zeigt, wie viel AUC es ohne das Merkmal verliert; der Strich ist eine Standardabweichung über wiederholte Läufe.`,
    none: 'Das Modell stützt sich auf kein einzelnes Merkmal.',
    andMore: (column, others) => `${column} und ${plural(others, 'weiteres', 'weitere')}`,
    attribute: 'Merkmal',
    movesWith: 'Bewegt sich gemeinsam mit',
    importance: 'Wichtigkeit',
    deviation: 'Standardabweichung',
    direction: 'Richtung',
    together: (columns) =>
      `${columns} bewegen sich gemeinsam und werden gemeinsam gemessen: Was mit einem zusammenhängt, hängt mit allen zusammen.`,
  },
  dependence: {
    title: 'Ein Merkmal für sich',
    reading: ({ whoHavePast }, column) =>
      `Wie viele von 100 Kunden ${whoHavePast}, nach ${column}. Am Ende jeder Zeile steht, wie viele das Modell erwartet, wenn alle diesen Wert hätten und sonst so blieben, wie sie sind: Wo beides auseinandergeht, erklären andere Merkmale den Unterschied.`,
    attribute: 'Merkmal',
    share: ({ whoHavePast }) => `Anteil derer, die ${whoHavePast}`,
    expects: 'Das Modell erwartet',
    note: (ofHundred) => `das Modell erwartet ${ofHundred}`,
  },
  survival: {
    title: 'Wie lange Kunden bleiben',
    group: 'Gruppe',
    stillThere: 'Noch da',
    low: 'Mindestens',
    high: 'Höchstens',
    compare: 'Vergleich nach',
    caption: 'Wie lange jede Gruppe bleibt',
    segment: 'Segment',
    left: 'Abgewandert',
    half: 'Die Hälfte ist abgewandert nach',
    moreThan: (value, unit) => `mehr als ${after(value, unit)}`,
    time: after,
    next: (value, unit) => `Bleiben voraussichtlich, von den nächsten ${after(value, unit)}`,
    stay: (mean, unit, range) => `${time(mean, unit)} (${range})`,
    stayAtLeast: (mean, unit, range, horizon) => `mindestens ${time(mean, unit)} (${range}) von ${horizon}`,
    intervals:
      'Die schattierten Bereiche sind 95-%-Intervalle. Das gilt, wenn die Kunden von heute denselben Weg gehen wie die früheren.',
    tooFew: 'Zu wenige Kunden, um es zu sagen.',
    halfLeft: (group, value, unit) => `von „${group}“ ist nach ${after(value, unit)} die Hälfte abgewandert`,
    stillThereAfter: (group, ofHundred, value, unit) =>
      `von „${group}“ ${byCount(ofHundred, { one: 'ist', other: 'sind' })} nach ${after(value, unit)} noch ${ofHundred} von 100 da`,
    one: (group) => `${group.charAt(0).toUpperCase()}${group.slice(1)}.`,
    two: (soonest, longest) => `${soonest.charAt(0).toUpperCase()}${soonest.slice(1)}; ${longest}.`,
    mayBeChance: 'Der Unterschied kann Zufall sein.',
    asCustomer: (unit) => `${unitOf(unit)[0]} als Kunde`,
  },

  trust: {
    title: 'Wie verlässlich ist das Modell?',
    reading: ({ whoHasPast }, times, off) =>
      `Alle Zahlen stammen von Kunden, die das Modell nicht kannte. Von zwei Kunden, von denen einer ${whoHasPast}, erkennt es in ${times} von 100 Fällen den richtigen. Seine Wahrscheinlichkeiten liegen im Mittel um ${off} daneben.`,
    threshold: 'Schwelle',
    interval: '95-%-Intervall',
    curve: 'Kurve',
    auc: 'AUC',
    averagePrecision: 'Mittlere Präzision',
    calibrationError: 'Kalibrierungsfehler',
    brier: 'Brier-Wert',
    top: 'Oberste 10 %',
    f1: 'F1',
    guessing: (value) => `geraten: ${value}`,
    zeroPerfect: '0 ist perfekt',
    lowerBetter: 'niedriger ist besser',
    inTop: ({ people }) => `${people} unter den wahrscheinlichsten 10 %, im Vergleich zum Durchschnitt`,
    precisionRecall: (precision, recall) => `Präzision ${precision}, Trefferquote ${recall}`,
  },
  curves: {
    calibration: {
      name: 'Kalibrierung',
      reading: ({ whoHavePast }) =>
        `Treffen die Vorhersagen ein? Die gestrichelte Linie heißt, dass 30 von 100 Kunden, denen 30 % vorhergesagt waren, ${whoHavePast}. Jeder Punkt ist ein Zehntel der Kunden.`,
      x: ({ gerund }) => `Vorhergesagt: ${gerund}`,
      y: ({ whoHavePast }) => `Anteil derer, die ${whoHavePast}`,
      reference: 'Perfekt',
    },
    gains: {
      name: 'Ausbeute',
      reading: ({ whoHavePast }) =>
        `Welchen Anteil derer, die ${whoHavePast}, Sie erreichen, wenn Sie einen Teil der Kunden ansprechen, die wahrscheinlichsten zuerst. Die gestrichelte Linie heißt: zufällig angesprochen.`,
      x: 'Angesprochen, wahrscheinlichste zuerst',
      y: ({ people }) => `Erreicht: ${people}`,
      reference: 'Zufällig',
    },
    roc: {
      name: 'ROC',
      reading: ({ whoHavePast }) =>
        `Bei jeder Schwelle: wie viele von denen, die ${whoHavePast}, gefunden und wie viele von den anderen unnötig angesprochen werden. Die gestrichelte Linie heißt: geraten.`,
      x: ({ others }) => `Angesprochen: ${others} (falsch positiv)`,
      y: ({ people }) => `Gefunden: ${people}`,
    },
    precision: {
      name: 'Präzision und Trefferquote',
      reading: ({ whoHavePast }) =>
        `Bei jeder Schwelle: welcher Anteil der Kontakte jemanden trifft und wie viele von denen, die ${whoHavePast}, gefunden werden. Die gestrichelte Linie heißt: geraten.`,
      x: ({ people }) => `Gefunden: ${people} (Trefferquote)`,
      y: 'Kontakte, die treffen (Präzision)',
    },
    guessing: 'Geraten',
  },
  slices: {
    title: 'Wo ist es schlechter?',
    count: 'Anzahl',
    brier: 'Brier-Wert',
    expected: 'Erwartet',
    observed: 'Beobachtet',
    verdict: 'Urteil',
    by: 'Nach',
    allowance: (groups) =>
      `Nach Vorhersagen für Kunden, die das Modell nicht kannte. Intervalle und Urteile berücksichtigen, dass man ${plural(groups, 'Gruppe', 'Gruppen')} betrachten könnte: Von Modellen, die überall gleich gut sind, zeigen 19 von 20 in keiner davon etwas.`,
  },
  learning: {
    title: 'Was mehr Kunden brächten',
    learnedFrom: 'Kunden, aus denen gelernt wurde',
    auc: 'AUC',
    deviation: 'Standardabweichung',
    aucOnOthers: 'AUC bei anderen',
    band: 'Gelernt aus immer größeren Teilen der Kunden und geprüft an anderen; das Band ist eine Standardabweichung über fünf Teile.',
  },
  candidates: {
    title: 'Verfahren im Vergleich',
    reading: (methods, early) => {
      const all = `${plural(methods, 'Verfahren', 'Verfahren')} an Kunden, die sie nicht kannten. Unterschiede, die kleiner sind als das Intervall, zählen nicht.`;
      return early === 0
        ? all
        : `${all} ${formatCount(early)} ${byCount(early, { one: 'konnte', other: 'konnten' })} nicht mehr gewinnen und ${byCount(early, { one: 'schied', other: 'schieden' })} früh aus: ${byCount(early, { one: 'seine', other: 'ihre' })} Zahlen stammen von weniger Kunden.`;
    },
    chosen: 'gewählt',
    unchanged: 'unverändert',
    method: 'Verfahren',
    rare: 'Seltene Fälle',
    auc: 'AUC, 95-%-Intervall',
    brier: 'Brier',
    why: 'Warum die anderen ausschieden und welche Einstellungen probiert wurden',
  },
  versions: {
    title: 'Versionen',
    reading:
      'Die Version im Einsatz bewertet Ihre Kunden. Eine frühere lässt sich mit einem Klick zurückholen. Der Steckbrief enthält alles, was über eine bekannt ist, zum Drucken oder Aufbewahren. Die ONNX-Datei ergibt in anderen Programmen dieselben Bewertungen; die andere Datei liest ein anderes Holdfast ein und prüft sie dort.',
    card: 'Steckbrief',
    cardOf: (version) => `Steckbrief von Version ${version}`,
    onnxName: 'ONNX',
    onnx: (version) => `Version ${version} als ONNX-Datei herunterladen`,
    file: 'Datei',
    fileOf: (version) => `Version ${version} als Datei für ein anderes Holdfast herunterladen`,
    show: 'Zeigen',
    showVersion: (version) => `Version ${version} zeigen`,
    promote: 'Übernehmen',
    promoteVersion: (version) => `Version ${version} übernehmen`,
    rollBack: 'Zurückholen',
    rollBackTo: (version) => `Version ${version} zurückholen`,
    why: 'Warum eine andere',
    whyHint: 'Freiwillig; wird mit der Änderung aufbewahrt, die Sie unten vornehmen.',
    version: 'Version',
    shown: (version) => `${version} (gezeigt)`,
    state: 'Stand',
    predicts: 'Sagt vorher',
    method: 'Verfahren',
    trained: 'Trainiert',
    actions: 'Aktionen',
  },
  bringIn: {
    title: 'Modell mitbringen',
    about:
      'Eine Datei, die Holdfast geschrieben hat, hier oder anderswo. Das Modell wird an Ihren Kunden geprüft, neben dem, was es am Ort seines Trainings versprach. Es bewertet niemanden, bis Sie es übernehmen.',
    file: 'Datei',
    sending: 'Wird gesendet',
    judge: 'Hier prüfen',
  },
  train: {
    title: 'Modell trainieren',
    what: 'Was soll vorhergesagt werden?',
    byColumn: 'Eine Spalte sagt es',
    byRule: 'Eine Regel sagt es',
    column: 'Spalte',
    values: 'Was jeder Wert bedeutet',
    level: (value, customers) => `${value} · ${formatCount(customers)}`,
    yes: 'ja',
    no: 'nein',
    meanings: { yes: 'traf zu', no: 'traf nicht zu', unknown: 'nicht bekannt' },
    is: 'ist',
    operators: { GT: 'größer als', GTE: 'mindestens', LT: 'kleiner als', LTE: 'höchstens', EQ: 'genau' },
    value: 'Wert',
    notSeen: 'Das Modell bekommt die Spalte der Regel nicht zu sehen.',
    event: 'Das heißt: Der Kunde',
    events: {
      LEFT: 'ist abgewandert',
      RESPONDED: 'hat gekauft oder geantwortet',
      OTHER: 'hat etwas anderes getan',
    },
    choose: 'bitte wählen: Es steht nirgends',
    suggested: (event) => `${event} (Vorschlag)`,
    asColumn: 'wie es die Spalte sagt',
    ownWords: 'In eigenen Worten',
    ownWordsHint: 'Ein Verb in der Vergangenheit, etwa verlängert',
    counts: (yes, no, rate, unknown, leavesOut) => {
      const known = `${formatCount(yes)} ja, ${formatCount(no)} nein (${rate})`;
      const rest =
        unknown > 0
          ? `, ${formatCount(unknown)} unbekannt: ${byCount(unknown, { one: 'wird', other: 'werden' })} bewertet, aber nicht zum Lernen genutzt`
          : '';
      return `{definition}: ${known}${rest}.${leavesOut ? ' Nicht gelernt wird aus: {columns}.' : ''}`;
    },
    method: 'Verfahren',
    rare: 'Ausgleich seltener Fälle',
    blocked: 'Gesperrte Spalten',
    blockedWhy:
      'Spalten, die die Antwort verraten, sind gesperrt. Wählen Sie eine nur dann, wenn ihr Wert schon bekannt war, bevor der Kunde abwanderte; das Modell nutzt sie dann.',
    useAnyway: 'Trotzdem nutzen',
    starting: 'Wird gestartet …',
    start: 'Trainieren',
  },
} satisfies Translation<English>;
