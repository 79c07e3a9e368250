import type { Translation } from '../../platform/words/dictionary.js';
import type { English } from './messages.en.js';

const CANDIDATES: readonly (readonly [string, string])[] = [
  ['logistic regression', 'Logistische Regression'],
  ['a random forest', 'Random Forest'],
  ['gradient boosting', 'Gradient Boosting'],
  ['with class weights', 'mit Klassengewichten'],
  ['with leavers repeated', 'mit wiederholten Abgewanderten'],
  ['with fewer stayers', 'mit weniger Gebliebenen'],
  ['with leavers interpolated', 'mit interpolierten Abgewanderten'],
];

export default {
  steps: {
    'Reading the customers': 'Kunden werden gelesen',
    'Trying every number of segments': 'Jede Anzahl von Segmenten wird versucht',
    'Describing the segments': 'Segmente werden beschrieben',
    'Finding rules that tell the segments': 'Regeln für die Segmente werden gesucht',
    'Naming the segments': 'Segmente werden benannt',
    'Storing who is in which segment': 'Gespeichert wird, wer in welchem Segment ist',
    Done: 'Fertig',
    'Deciding whether to train again': 'Entschieden wird, ob neu trainiert wird',
    'Comparing them with those that the model learned from':
      'Vergleich mit denen, aus denen das Modell gelernt hat',
    'Reading the purchases': 'Käufe werden gelesen',
    'Valuing # customers': '# Kunden werden bewertet',
    'Storing the values': 'Werte werden gespeichert',
    'Writing the file': 'Datei wird geschrieben',
    'reading the file': 'Datei wird gelesen',
    'converting # rows': '# Zeilen werden umgewandelt',
    'counting values': 'Werte werden gezählt',
    'storing # customers': '# Kunden werden gespeichert',
    'Comparing it with the model in use': 'Vergleich mit dem eingesetzten Modell',
    'Learning from shuffled outcomes, # of #': 'Lernen aus vertauschten Ergebnissen, # von #',
    'Reading who left': 'Gelesen wird, wer abgewandert ist',
    'Training the best model on all customers': 'Das beste Modell wird mit allen Kunden trainiert',
    'Measuring what matters': 'Gemessen wird, worauf es ankommt',
    'Judging the model on the customers here': 'Das Modell wird an den Kunden hier beurteilt',
    'Scoring every customer': 'Alle Kunden werden bewertet',
  },
  trying: (candidate) =>
    `Versuch: ${CANDIDATES.reduce((said, [english, german]) => said.replace(english, german), candidate)}`,
} satisfies Translation<English>;
