import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const kunden = (count: number) => plural(count, 'Kunde', 'Kunden');

export default {
  title: 'Steckbrief des Modells',
  titleOf: (version) => `Steckbrief des Modells, Version ${version}`,
  about: (dataset) => `Woraus das Modell von ${dataset} gelernt hat, wie verlässlich es ist und wo nicht.`,
  back: 'Zurück zur Abwanderung',
  print: 'Drucken',
  json: 'JSON',
  loading: 'Steckbrief wird geladen',
  notFound: 'Modell nicht gefunden',
  notFoundWhy: 'Vielleicht wurde es mit seinem Datenbestand gelöscht, oder der Link ist unvollständig.',
  toChurn: 'Zur Abwanderung',
  customers: 'Kunden',
  predicts: {
    title: 'Was es vorhersagt',
    predicts: 'Sagt vorher',
    who: ({ infinitive }, definition) => `welche Kunden ${infinitive}: „${definition}“`,
    state: 'Stand',
    method: 'Verfahren',
    learnedFrom: 'Gelernt aus',
    ofWhom: (customers, rate, { havePast }) =>
      `${plural(customers, 'Kunden', 'Kunden')}, davon ${havePast}: ${rate}`,
    trained: 'Trainiert',
    byEngine: (moment, engine) => `${moment}, mit der Engine „${engine}“`,
  },
  data: {
    title: 'Von wann die Daten sind',
    reading: 'Wie sie beim Training waren: wie sie hierher kamen und wie weit ihre Datumsangaben reichen.',
    customers: 'Kunden zu dieser Zeit',
    unknown: 'Ergebnis nicht bekannt',
    notLearnedFrom: (customers) => `${kunden(customers)}: bewertet, aber nicht zum Lernen genutzt`,
    loaded: 'Geladen',
    once: (moment) => `einmal, am ${moment}`,
    times: (imports, first, last) => `${plural(imports, 'Mal', 'Mal')}, vom ${first} bis ${last}`,
    observed: 'Beobachtungstag',
    observedOn: (day) => `${day}: Käufe vor diesem Tag, das Ergebnis danach`,
  },
  learned: {
    title: 'Woraus es gelernt hat',
    columns: 'Spalten',
    noneYet: 'noch keine',
    without: (column) => `Ohne ${column}`,
  },
  judged: {
    title: 'Wie es geprüft wurde',
    caption: 'Teile der Kunden',
    part: 'Teil',
    who: ({ past }) => `Davon ${past}`,
    share: 'Anteil',
  },
  compared: {
    title: 'Womit es verglichen wurde',
    reading:
      'Es gewinnen die genauesten Wahrscheinlichkeiten, nach dem Brier-Wert; ist er gleich, das einfachste Verfahren.',
    caption: 'Verfahren im Vergleich',
    method: 'Verfahren',
    chosen: (method) => `${method} (gewählt)`,
    brier: 'Brier',
    told: (method) => `${method}: {sentence}`,
  },
  figures: {
    title: 'Wie gut es ist',
    reading: 'Alle Zahlen stammen von Kunden, die das Modell nicht kannte.',
    caption: 'Kennzahlen der Güte',
    figure: 'Kennzahl',
    value: 'Wert',
    interval: '95-%-Intervall',
    comparison: 'Zum Vergleich',
    auc: 'AUC',
    averagePrecision: 'Mittlere Präzision',
    brier: 'Brier-Wert',
    logLoss: 'Log-Loss',
    calibrationError: 'Kalibrierungsfehler',
    top: 'Oberste 10 %',
    f1: 'F1',
    precision: 'Präzision',
    recall: 'Trefferquote',
    guessing: (value) => `geraten: ${value}`,
    guessingOrLuck: (value, highest) => `geraten: ${value}, mit Glück bis ${highest}`,
    zeroPerfect: '0 ist perfekt',
    inTop: ({ people }) => `${people} unter den wahrscheinlichsten 10 %, im Vergleich zum Durchschnitt`,
    fromChance: (chance) => `ab einer Wahrscheinlichkeit von ${chance}`,
  },
  worse: {
    title: 'Wo es schlechter ist',
    reading: (groups) =>
      `Intervalle und Urteile berücksichtigen, dass man ${plural(groups, 'Gruppe', 'Gruppen')} betrachten könnte: Von Modellen, die überall gleich gut sind, zeigen 19 von 20 in ${byCount(groups, { one: 'ihr', other: 'keiner davon' })} ${byCount(groups, { one: 'nichts', other: 'etwas' })}.`,
    bySegment: 'Nach Segment',
    by: (column) => `Nach ${column}`,
    loading: 'Schlechtere Gruppen werden geladen',
  },
  relies: {
    title: 'Worauf es sich stützt',
    reading:
      'Wie viel AUC verloren geht, wenn diese Spalten nichts sagen, mit einer Standardabweichung; Spalten, die sich gemeinsam bewegen, gelten als eine.',
    caption: 'Worauf das Modell sich stützt',
    lost: 'AUC-Verlust',
    inData: 'In den Daten',
  },
  limits: {
    title: 'Grenzen',
    noCause: ({ gerund }) =>
      `Worauf es sich stützt, hängt bei diesen Kunden mit dem ${gerund} zusammen; das beweist nicht, dass es die Ursache ist oder dass eine Änderung daran etwas bewirken würde.`,
    asItLearned:
      'Seine Wahrscheinlichkeiten gelten für Kunden, wie sie waren, als es lernte. Ob die heutigen ihnen noch gleichen, sagt die Überwachung.',
  },
} satisfies Translation<English>;
