import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const kunden = (count: number) => plural(count, 'Kunde', 'Kunden');

export default {
  title: 'Überwachung',
  about: 'Was sich verändert hat, seit das Modell gelernt hat, und ob es von Belang ist.',
  checking: 'Prüfung läuft',
  checkNow: 'Jetzt prüfen',
  loadingCheck: 'Letzte Prüfung wird geladen',
  loadingColumns: 'Spalten werden geladen',
  firstCheck: 'Die erste Prüfung läuft',
  notChecked: 'Noch nicht geprüft',
  whenChecked:
    'Nach jedem Import werden die Kunden mit denen verglichen, aus denen das Modell gelernt hat; außerdem einmal am Tag, wenn sich Kunden geändert haben.',
  noModel: 'Noch kein Modell zu überwachen',
  trainFirst: 'Trainieren Sie zuerst eines; von da an wird es geprüft.',
  train: 'Modell trainieren',
  states: { QUIET: 'Ruhig', WATCH: 'Beobachten', ALERT: 'Warnung' },
  columns: {
    title: 'Spalten damals und heute',
    noneMoved: (columns) =>
      `Keine von ${plural(columns, 'Spalte', 'Spalten')} hat sich stärker verschoben, als es der Zufall erklärt.`,
    moved: (moved, columns) =>
      `${moved} von ${plural(columns, 'Spalte', 'Spalten')} ${byCount(moved, { one: 'hat', other: 'haben' })} sich stärker verschoben, als es der Zufall bei dieser Kundenzahl erklärt.`,
    column: 'Spalte',
    movedHead: 'Verschoben',
    used: 'Vom Modell genutzt',
    distance: 'Abstand',
    threshold: 'Schwelle',
    happened: 'Was geschehen ist',
    yes: 'ja',
    no: 'nein',
    past: 'als das Modell lernte',
    now: 'heute',
    showAll: (columns) => `Alle ${columns} Spalten zeigen`,
    movedBadge: 'verschoben',
    notUsed: 'nicht genutzt',
    thenAndNow: (column) => `${column}, damals und heute`,
    shares: (cell, then, now) => `${cell}: damals ${then}, heute ${now}`,
    methods: {
      KOLMOGOROV_SMIRNOV: 'Abstand (Kolmogorow–Smirnow)',
      TOTAL_VARIATION: 'Abstand (Totalvariation)',
    },
    measure: (method, distance, threshold) => `${method}: ${distance}; durch Zufall bis ${threshold}`,
  },
  checks: {
    title: 'Prüfungen und Entscheidungen',
    reading: (total, shown, alerts) =>
      `${plural(total, 'Prüfung', 'Prüfungen')}${total > shown ? `, hier die letzten ${shown}` : ''}: ${alerts === 0 ? 'keine führte zu einer Warnung' : plural(alerts, 'Warnung', 'Warnungen')}.`,
    seen: (customers, changed, version) =>
      `${kunden(customers)}, ${formatCount(changed)} davon neu oder geändert, seit Version ${version} gelernt hat.`,
    deciding: 'Wird entschieden.',
    running: (version) => `Version ${version} wird trainiert.`,
    pending: (version) => `Version ${version} wartet auf das Training.`,
    failed: (version) => `Das Training von Version ${version} ist fehlgeschlagen.`,
    cancelled: (version) => `Das Training von Version ${version} wurde abgebrochen.`,
    tookOver: 'Sie hat übernommen.',
    replaced: 'Sie wurde inzwischen ersetzt.',
    compare: 'Vergleichen und übernehmen',
  },
  looked: {
    firstSeen: 'Zuerst gesehen: {when}.',
    by: (who, note) => `Angesehen von ${who}, {when}${note ? `: „${note}“` : ''}.`,
    mutedUntil: (day) => `Warnungen allein deswegen sind bis ${day} stumm.`,
    nobody: 'Noch niemand hat gesagt, dass er es sich angesehen hat.',
    change: 'Ändern',
    done: 'Ich habe es mir angesehen',
    title: 'Angesehen',
    note: 'Was sich ergeben hat, falls es mehr zu sagen gibt',
    until: 'Letzter Tag, an dem die Warnungen stumm sind',
    untilHint:
      'Nur für Webhooks; was sonst von Belang wird, wird trotzdem gemeldet. Bleibt das Feld leer, ist nichts stumm.',
  },
  policy: {
    title: 'Was von selbst geschieht',
    reading:
      'Jeder Import und jedes neue Modell im Einsatz wird sofort geprüft; außerdem werden geänderte Kunden und neue Ergebnisse von Zeit zu Zeit angesehen.',
    hours: 'Stunden zwischen zwei Prüfungen',
    hoursHint: 'Keine Prüfung, solange sich kein Kunde ändert und kein Ergebnis kommt.',
    trainAgain: 'Neu trainieren',
    trainAgainHint: 'Höchstens einmal pro Woche.',
    never: 'nur, wenn jemand es verlangt',
    onAlert: 'bei einer Warnung',
    onOutcomes: 'bei genügend neuen Ergebnissen',
    better: 'Ein besseres Modell',
    betterHint:
      'Besser, als es der Zufall bei denselben Kunden erklärt; oder eines, das nicht schlechter ist, wenn das Modell im Einsatz nicht mehr hält, was es versprach.',
    takesOver: 'übernimmt von selbst',
    waits: 'wartet auf Freigabe',
  },
  promises: {
    title: 'Versprochen und eingetroffen',
    measured: (outcomes) =>
      `Gemessen an ${plural(outcomes, 'Ergebnis', 'Ergebnissen')}, die nach der Bewertung der Kunden kamen.`,
    notKept:
      'Was dieses Modell über die einzelnen Kunden gesagt hat, ist nicht aufbewahrt, weil es entstand, bevor das geschah: Ob es eingetroffen ist, lässt sich nicht messen. Von seinen nächsten Bewertungen an geht es, oder mit dem nächsten Modell.',
    none: 'Seit der Bewertung ist noch kein Ergebnis gekommen; was zu erwarten wäre, ist aus den Kunden geschätzt, von denen das Modell gelernt hat, so gewichtet, dass sie den heutigen gleichen.',
    tooFew: (outcomes) =>
      `Seit der Bewertung ${byCount(outcomes, { one: 'ist', other: 'sind' })} ${plural(outcomes, 'Ergebnis', 'Ergebnisse')} gekommen; zum Messen braucht es 50, von jeder Art 10.`,
    figure: 'Kennzahl',
    learned: 'beim Lernen',
    expected: 'heute erwartet',
    realised: 'eingetroffen',
    ranks: 'Wie gut es reiht (AUC)',
    error: 'Fehler der Wahrscheinlichkeiten (Brier)',
    share: ({ whoHavePast }) => `Anteil derer, die ${whoHavePast}`,
    said: (rate) => `gesagt: ${rate}`,
    leftAlone: 'Die Zahlen gelten für die, die keine Kampagne angesprochen hat',
    tooFewAlone: 'Von den übrigen haben zu wenige ein Ergebnis, um sie getrennt zu messen',
    contacted: (customers) =>
      `${kunden(customers)} ${byCount(customers, { one: 'war', other: 'waren' })} angesprochen worden:`,
    contactedRate: (observed, { havePast }, predicted, auc) =>
      `davon ${havePast}: ${observed}, gesagt waren ${predicted} (AUC ${auc}).`,
    contactedFew: 'zu wenige, um sie zu messen.',
    stake: (now, then) =>
      `Je Kunde stehen ${now} auf dem Spiel (Wahrscheinlichkeit × Wert); zuvor waren es ${then}.`,
    kept: (shown, expected) =>
      `Soweit diese Ergebnisse es zeigen, hält das Modell, was es versprochen hat: Seine Reihung hat eine AUC von ${shown}; bei genau diesen Kunden war mindestens ${expected} zu erwarten.`,
    ofSome:
      'Nur von einem Teil der bewerteten Kunden ist ein Ergebnis bekannt. Wurden die zuerst gemeldet, bei denen es eingetreten ist, sind Anteil und Fehler allein deshalb zu hoch; die Reihung nicht.',
    soFar: 'Ein Anteil unter dem gesagten kann noch steigen: Ergebnisse zählen von der Bewertung an.',
    toExpect: (auc) => `bei diesen war mindestens ${auc} zu erwarten`,
  },
  now: {
    toldApart: (auc) =>
      `Ein Klassifikator unterscheidet die Kunden von heute und von damals mit einer AUC von ${auc}.`,
    notToldApart: 'Kein Klassifikator kann die Kunden von heute und von damals unterscheiden.',
    checked: (customers, changed, version, apart) =>
      `Geprüft {when}: ${kunden(customers)}, davon ${formatCount(changed)} neu oder geändert, seit Version ${version} des Modells gelernt hat.${apart === '' ? '' : ` ${apart}`} Dass sich dieselben Kunden anders verhalten als zuvor, können nur Ergebnisse zeigen.`,
  },
} satisfies Translation<English>;
