import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  answersAgain: 'Holdfast antwortet wieder; was Sie sehen, ist aktuell.',
  skip: 'Zum Inhalt springen',
  notFound: 'Seite nicht gefunden',
  nothingHere: 'Unter dieser Adresse gibt es nichts.',
  wentWrong: 'Etwas ist schiefgegangen',
  toOverview: 'Zum Überblick',
  welcome: 'Willkommen',
  start: 'Beginnen Sie mit einer Kundendatei',
  startHow:
    'Laden Sie eine CSV-Datei mit einer Zeile je Kunde hoch: eine Kundennummer, was gekauft wurde, wie lange die Beziehung besteht und, wenn Sie es wissen, wer abgewandert ist. Holdfast findet Ihre Segmente und die Kunden, die wahrscheinlich abwandern.',
  importFile: 'Datei importieren',
  loading: 'Datenbestände werden geladen',
} satisfies Translation<English>;
