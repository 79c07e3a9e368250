import { formatCount, formatNumber } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  title: 'API-Explorer',
  dataset: 'Datenbestand',
  back: 'Zurück zu den Anbindungen',
  loading: 'Abfragen werden geladen',
  nothing: 'Noch gibt es nichts abzufragen',
  nothingHow: 'Importieren Sie zuerst Kunden; dann stehen hier Abfragen dazu.',
  ask: {
    title: 'Abfragen',
    reading:
      'Sie fragen in Ihrem Namen: Was Ihre Rolle nicht sehen darf, wird nicht beantwortet, und eine Mutation ändert, was da ist.',
    stop: 'Anhalten',
    run: 'Ausführen',
    begin: 'Beginnen mit',
    query: 'Abfrage',
    variables: 'Variablen',
    variablesHint:
      'JSON. In der Abfrage führt Strg oder ⌘ mit Eingabe sie aus, und Strg mit Leertaste ergänzt.',
    answer: 'Antwort',
    answerHere: 'Hier steht die Antwort.',
    asking: 'Anfrage läuft …',
    answers: (answers) => `Bisher ${formatCount(answers)} Antworten.`,
    answered: (milliseconds) => `Beantwortet in ${formatNumber(milliseconds)} ms.`,
    cost: (spent, left, more) =>
      `Das kostete ${formatNumber(spent)}; ${formatNumber(left)} sind jetzt noch frei, und jede Sekunde kommen ${formatNumber(more)} hinzu.`,
    noObject: 'Die Variablen sind kein JSON-Objekt; sie müssen eines sein, etwa {"first": 10}.',
    noJson: (why) => `Die Variablen sind kein JSON: ${why}`,
  },
  queries: {
    callFirst: 'Wen zuerst anrufen, und warum',
    segments: 'Die Segmente und was dafür zu tun ist',
    customers: 'Kunden, Seite für Seite',
    score: 'Eine Bewertung, ohne zu speichern',
    model: 'Das Modell im Einsatz und wie gut es ist',
    jobs: 'Was zuletzt getan wurde',
    job: 'Einen Auftrag verfolgen',
    myself: 'Wer fragt',
  },
  program: {
    title: 'Mitnehmen',
    reading:
      'Dasselbe als Programm. Es liest einen API-Schlüssel aus HOLDFAST_KEY; Schlüssel erstellt ein Admin unter Anbindungen.',
    copy: 'Kopieren',
    copied: 'Das Programm ist kopiert.',
    language: 'Sprache',
    languages: { curl: 'curl', typescript: 'TypeScript', python: 'Python' },
    program: 'Programm',
  },
  docs: {
    title: 'Dokumentation',
    reading:
      'Zu jedem Typ, jedem Feld und jedem Argument steht, was es bedeutet, auf Englisch. Im Editor führt Strg mit einem Klick auf einen Namen hierher.',
    find: 'Typ oder Feld suchen',
    findPlaceholder: 'z. B. probability',
    found: 'Gefunden',
    notFound: (text) => `Nichts im Schema hat „${text}“ im Namen.`,
    types: 'Typen',
    kinds: { object: 'Objekt', input: 'Eingabe', union: 'eines von', enum: 'Aufzählung', scalar: 'Skalar' },
    is: 'ist',
    usedBy: 'Benutzt von {places}',
    usedByMore: (more) => `Benutzt von {places} und ${formatCount(more)} weiteren`,
    fieldsOf: (type) => `Was ${type} hat`,
    deprecated: 'Veraltet: {why}',
    takes: (names) => `Nimmt ${names}`,
    argumentsOf: (field) => `Argumente von ${field}`,
    groups: {
      roots: 'Zum Anfangen',
      objects: 'Was es gibt',
      inputs: 'Eingaben',
      values: 'Werte',
      results: 'Seiten und Ergebnisse',
    },
  },
  editor: {
    Completions: 'Ergänzungen',
    Diagnostics: 'Fehlerliste',
    'No diagnostics': 'Keine Fehler',
    'Selection deleted': 'Auswahl gelöscht',
    'Control character': 'Steuerzeichen',
    close: 'schließen',
  },
} satisfies Translation<English>;
