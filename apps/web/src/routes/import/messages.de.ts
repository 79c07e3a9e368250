import { formatDay } from '#lib/format/date.ts';
import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const kunden = (count: number) => plural(count, 'Kunde', 'Kunden');
const zeilen = (count: number) => plural(count, 'Zeile', 'Zeilen');
const spalten = (count: number) => plural(count, 'Spalte', 'Spalten');

export default {
  title: 'Import',
  about:
    'Machen Sie aus einer Tabelle mit einer Zeile je Kunde oder je Kauf Segmente und Abwanderungsrisiken.',
  update: (dataset) => `„${dataset}“ mit einer neueren Datei aktualisieren.`,
  forAnalysts: 'Dateien importieren kann nur, wer die Rolle Analyse oder Admin hat.',
  steps: { choose: 'Datei wählen', check: 'Prüfen', import: 'Importieren' },
  quoted: (name) => `„${name}“`,
  otherColumns: (columns) => plural(columns, 'weitere Spalte', 'weitere Spalten'),
  choose: {
    upload: (file) => `${file} wird hochgeladen`,
    progress: (sent, all, rows, left) =>
      `${sent} von ${all}${rows === null ? '' : ` (rund ${zeilen(rows)})`}${left === null ? '' : `, noch ${left}`}`,
    kept: 'Was angekommen ist, bleibt erhalten; das Hochladen geht von selbst weiter.',
    there: (bytes) => `${bytes} waren schon da.`,
    cancel: 'Abbrechen',
    drop: 'Datei hier ablegen',
    paste: 'oder eine Tabelle mit {ctrl} {v} einfügen',
    ctrl: 'Strg',
    pasted: 'eingefügt',
    file: 'Datei wählen',
    customers: 'Eine Datei mit Kunden',
    kinds:
      'CSV, Excel, OpenDocument, Parquet oder JSON, auch als gzip oder zip. Trennzeichen, Zeichencodierung, Dezimalzeichen und Datumsformat werden erkannt. Ihre Daten bleiben auf diesem Server, und nichts wird gespeichert, bevor Sie es importieren. Wurde das Hochladen unterbrochen, geht es weiter, wenn Sie dieselbe Datei noch einmal wählen.',
  },
  check: {
    size: (bytes, rows, columns) =>
      `${bytes}, ${rows === null ? 'Zeilen noch nicht gezählt' : zeilen(rows)}, ${spalten(columns)}.`,
    saysWhoLeft: (column) => `„${column}“ sagt, wer abgewandert ist.`,
    saysWhoResponded: (column) => `„${column}“ sagt, wer gekauft oder reagiert hat.`,
    nobodyLeft:
      'Keine Spalte sagt, wer abgewandert ist: Sie bekommen Segmente und können die Abwanderung später einrichten.',
    anotherSheet: 'Anderes Tabellenblatt',
    anotherSheetHow: 'Wählen Sie das Blatt, auf dem die Tabelle steht.',
    whatItDoesHow: 'Wählen Sie das andere, und die Datei wird neu gelesen.',
    howToRead: 'Wie die Datei zu lesen ist',
    howToReadHow: 'Sagen Sie, wodurch ihre Werte getrennt sind, und sie wird neu gelesen.',
    anotherFile: 'Andere Datei wählen',
    reading: 'Datei wird gelesen',
    readingAgain: 'Datei wird neu gelesen',
    starting: 'Wird gestartet …',
    import: 'Importieren',
    computed: 'Berechnete Spalten',
    computedHow: 'Spalten, die sich aus anderen berechnen lassen. Schalten Sie ein, was hilft.',
    firstRows: 'Erste Zeilen',
    firstRowsAre: (rows) =>
      rows === 1
        ? 'Die erste Zeile, so wie sie in der Datei steht.'
        : `Die ersten ${zeilen(rows)}, so wie sie in der Datei stehen.`,
  },
  sheet: {
    sheet: 'Tabellenblatt',
    hint: (sheets) => `Die Arbeitsmappe hat ${plural(sheets, 'Blatt', 'Blätter')}; gelesen wird eines`,
    choose: 'Tabellenblatt wählen',
  },
  rows: {
    becomeCustomers: (customers) =>
      `Das sehen wie Käufe aus; daraus ${byCount(customers, { one: 'wird', other: 'werden' })} ${kunden(customers)}.`,
    countAsLeft: (days, since, share) =>
      `Wer in ${days === 1 ? 'dem einen Tag' : `den ${formatCount(days)} Tagen`} ab dem ${formatDay(since)} nichts kauft, gilt als abgewandert: ${share}.`,
    tooFewDays:
      'Es sind zu wenige Tage, um zu sagen, wer abgewandert ist; fügen Sie die nächsten Dateien später hinzu.',
    areCustomers: 'Jede Zeile ist ein Kunde',
    readAsCustomers: 'Jede Zeile wird als Kunde gelesen.',
    arePurchases: 'Die Zeilen sind Käufe',
  },
  ask: {
    encoding: 'Was davon liest sich richtig?',
    format: (column, example, ways) => `In „${column}“: Ist ${example} ${ways.join(' oder ')}?`,
    about: (figure) => `rund ${figure}`,
    day: (day, month) => `der ${day}. ${month}`,
    means: (example, meaning) => `${example} bedeutet ${meaning}`,
    outcome: (column, value, happened, customers) =>
      `In „${column}“ steht bei ${formatCount(happened)} von ${plural(customers, 'Kunden', 'Kunden')} der Wert ${value}. Was bedeutet ${value}?`,
    outcomes: {
      LEFT: { title: 'Sie sind abgewandert', note: 'Lernen, wer wahrscheinlich abwandert.' },
      RESPONDED: {
        title: 'Sie haben gekauft oder reagiert',
        note: 'Lernen, wer das wahrscheinlich als Nächstes tut.',
      },
      NEITHER: { title: 'Keines von beiden', note: 'Es ist etwas, was man von ihnen weiß.' },
    },
  },
  target: {
    into: 'Importieren in',
    newDataset: 'Neuer Datenbestand',
    name: 'Name des Datenbestands',
    what: 'Was die Datei bewirkt',
    update: (dataset, customers, obstacle) => `${dataset} aktualisieren (${obstacle ?? kunden(customers)})`,
    obstacles: {
      importing: 'wird noch importiert',
      failed: 'Import fehlgeschlagen',
      noIds: 'ohne Kundennummern zum Abgleich',
    },
    modes: { APPEND: 'Kunden hinzufügen und aktualisieren', REPLACE: 'Alle Kunden ersetzen' },
    modeMeaning: {
      NEW: 'Aus der Datei wird ein neuer Datenbestand.',
      APPEND:
        'Neue Kunden kommen hinzu, Kunden aus der Datei werden ersetzt, alle anderen bleiben. Käufe kommen zu den bisherigen hinzu, und die Kunden ergeben sich aus allen zusammen.',
      REPLACE: 'Die Datei wird der ganze Datenbestand: Kunden, die nicht darin vorkommen, werden entfernt.',
    },
    replaces: (dataset, customers) =>
      `„${dataset}“ hat ${kunden(customers)}. Wer in der Datei fehlt oder wessen Zeile abgewiesen wird, wird mit allem entfernt, was über ihn bekannt ist. Das lässt sich nicht rückgängig machen.`,
    lacksId: (column, dataset) =>
      `Der Datei fehlt die Spalte „${column}“, an der die Kunden von „${dataset}“ zu erkennen sind. Wählen Sie eine andere Datei, oder importieren Sie diese als neuen Datenbestand.`,
    lacks: (columns) => `In der Datei fehlt: ${columns}. Ihre Kunden haben dort dann keinen Wert.`,
  },
  plan: {
    sameFile: (dataset) => `Genau diese Datei wurde schon einmal in „${dataset}“ importiert.`,
    workingOut: 'Es wird ermittelt, was der Import bewirken würde …',
    whole: (parts) => `Dieser Import: ${parts}.`,
    added: (customers) => `${kunden(customers)} hinzugefügt`,
    updated: (customers) => `${formatCount(customers)} aktualisiert`,
    removed: (customers) => `${formatCount(customers)} entfernt`,
    skipped: (rows) => `${zeilen(rows)} übergangen (eine andere desselben Kunden zählt)`,
    rejected: (rows) => `${zeilen(rows)} abgewiesen`,
    newColumns: (columns, count) =>
      `Im Datenbestand gibt es ${columns} nicht; ${byCount(count, { one: 'diese Spalte wird', other: 'diese Spalten werden' })} ignoriert.`,
    twice: 'Wenn ein Kunde zweimal vorkommt',
    duplicates: {
      LAST_WINS: 'Die letzte Zeile zählt',
      FIRST_WINS: 'Die erste Zeile zählt',
      REJECT: 'Keine Zeile zählt',
    },
    duplicateMeaning: {
      LAST_WINS: 'Die letzte Zeile zählt.',
      FIRST_WINS: 'Die erste Zeile zählt.',
      REJECT: 'Keine zählt: Alle werden abgewiesen.',
    },
  },
  dialect: {
    readAs: (parts) => `So gelesen: ${parts}`,
    between: (delimiter) => `${delimiter} zwischen den Werten`,
    decimalComma: 'Dezimalkomma',
    decimalPoint: 'Dezimalpunkt',
    datesAs: (format) => `Datum als ${format}`,
    delimiter: 'Trennzeichen',
    delimiters: {
      ',': 'Komma',
      ';': 'Semikolon',
      '\t': 'Tabulator',
      '|': 'Senkrechter Strich',
      ' ': 'Leerzeichen',
      ':': 'Doppelpunkt',
      '^': 'Zirkumflex',
      '~': 'Tilde',
      '#': 'Raute',
    },
    another: 'ein anderes …',
    other: 'Anderes Trennzeichen',
    otherHint: 'Ein Zeichen, so wie es in der Datei steht',
    quotes: 'Anführungszeichen',
    noQuotes: 'keine',
    encoding: 'Zeichencodierung',
    decimal: 'Dezimalzeichen',
    point: 'Punkt, 1.5',
    comma: 'Komma, 1,5',
    dates: 'Datum',
    datesHint: 'dd-mm-yyyy, mm-dd-yyyy oder yyyy-mm-dd (d Tag, m Monat, y Jahr)',
    firstLine: 'Erste Zeile',
    namesColumns: 'nennt die Spalten',
    isCustomer: 'ist ein Kunde',
  },
  columns: {
    title: 'Spalten',
    ofPurchases: 'Was jede Spalte über einen Kauf sagt.',
    asIn: (dataset) =>
      `Rollen und Typen sind die von „${dataset}“. Spalten, die es dort nicht gibt, werden ignoriert.`,
    guessed:
      'Wozu jede Spalte dient, aus ihrem Namen und ihren Werten erschlossen. Korrigieren Sie, was nicht stimmt.',
    loading: 'Spalten des Datenbestands werden geladen',
    caption: 'Spalten der Datei',
    column: 'Spalte',
    role: 'Rolle',
    type: 'Typ',
    values: 'Werte',
    missing: 'Fehlend',
    distinct: 'Verschieden',
    examples: 'Beispiele',
    why: 'Warum',
    roleOf: (column) => `Rolle von ${column}`,
    typeOf: (column) => `Typ von ${column}`,
    decimalOf: (column) => `Dezimalzeichen von ${column}`,
    dateFormatOf: (column) => `Datumsformat von ${column}`,
    spreadOf: (column) => `Verteilung von ${column}`,
    asPoint: 'wie 1.5',
    asComma: 'wie 1,5',
    roles: {
      CUSTOMER_ID: 'Kundennummer',
      FEATURE: 'Merkmal',
      CHURN_LABEL: 'Abwanderung',
      OBSERVATION_DATE: 'Beobachtungstag',
      MONETARY_VALUE: 'Geldwert',
      IGNORED: 'ignoriert',
    },
    roleMeaning: {
      CUSTOMER_ID: 'Die Nummer des Kunden in Ihren eigenen Systemen.',
      FEATURE: 'Beschreibt den Kunden; dient Segmenten und Abwanderungsmodellen.',
      CHURN_LABEL: 'Sagt, wer abgewandert ist.',
      OBSERVATION_DATE: 'Der Tag, den die Zeile beschreibt; Modelle zählen andere Tage von ihm an zurück.',
      MONETARY_VALUE: 'Was der Kunde wert ist, in Geld.',
      IGNORED: 'Wird beim Kunden gespeichert, aber von keinem Modell benutzt.',
    },
    types: {
      NUMBER: 'Zahl',
      BOOLEAN: 'ja oder nein',
      CATEGORY: 'Kategorie',
      DATE: 'Datum',
      TEXT: 'Text',
    },
    typeMeaning: {
      NUMBER: 'Eine Zahl.',
      BOOLEAN: 'Ja oder nein.',
      CATEGORY: 'Einer von wenigen Werten.',
      DATE: 'Ein Datum, auch mit Uhrzeit.',
      TEXT: 'Freier Text, nur für die Suche.',
    },
    dateFormats: {
      'dd-mm-yyyy': 'dd-mm-yyyy',
      'mm-dd-yyyy': 'mm-dd-yyyy',
      'yyyy-mm-dd': 'yyyy-mm-dd',
      'dd-mmm-yyyy': 'dd-mmm-yyyy',
      'days of a spreadsheet': 'Excel-Tage',
      'seconds since 1970': 'Sekunden seit 1970',
      'milliseconds since 1970': 'Millisekunden seit 1970',
      'microseconds since 1970': 'Mikrosekunden seit 1970',
      'nanoseconds since 1970': 'Nanosekunden seit 1970',
    },
  },
  preview: { caption: 'Erste Zeilen der Datei', row: 'Zeile', missing: 'fehlt' },
  running: {
    loading: 'Import wird geladen',
    unchanged: (dataset) => `„${dataset}“ wurde nicht geändert.`,
    another: 'Andere Datei versuchen',
    mayLeave: 'Sie können diese Seite verlassen. Der Import geht weiter, und Sie können ihn oben verfolgen.',
    rejected: (rows) => `${zeilen(rows)} abgewiesen.`,
    waiting: 'Wartet auf den Start.',
    toSegments: 'Zu den Segmenten',
  },
} satisfies Translation<English>;
