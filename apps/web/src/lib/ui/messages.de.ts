import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  all: 'Alle',
  none: 'Keine',
  chosen: (chosen, all) => `${chosen} von ${all}`,
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  tryAgain: 'Erneut versuchen',
  loading: 'Wird geladen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  pageTitle: (title) => `${title} · Holdfast`,
  risk: { LOW: 'Gering', MEDIUM: 'Mittel', HIGH: 'Hoch' },
  riskMeaning: {
    LOW: 'Am wenigsten gefährdet: unterhalb des mittleren Bereichs.',
    MEDIUM:
      'Stärker gefährdet als der Durchschnitt, sofern für den Datenbestand keine andere Grenze gesetzt ist.',
    HIGH: 'Am stärksten gefährdet: mindestens dreimal so hohe Chance wie im Durchschnitt, sofern für den Datenbestand keine andere Grenze gesetzt ist.',
  },
  glossary: {
    auc: 'Nimmt man einen Kunden, bei dem es eingetreten ist, und einen, bei dem nicht: wie oft das Modell dem ersten die höhere Wahrscheinlichkeit gibt. 0,5 ist geraten, 1 ist immer.',
    averagePrecision:
      'Wie treffsicher eine Liste im Mittel bleibt, die vom wahrscheinlichsten Kunden an wächst. Raten ergibt den Anteil aller, bei denen es eintritt.',
    calibrationError:
      'Wie weit Vorhersage und Wirklichkeit im Mittel auseinanderliegen: 0,02 heißt, dass es von 100 Kunden mit 30 % bei etwa 28 bis 32 eintritt.',
    brier:
      'Der mittlere quadratische Abstand zwischen der vorhergesagten Wahrscheinlichkeit und dem, was geschah (0 oder 1). Wer sicher ist und irrt, wird bestraft; niedriger ist besser.',
    lift: 'Wie viele es im wahrscheinlichsten Zehntel sind, im Verhältnis zum Durchschnitt. 1 ist nicht besser als Zufall.',
    f1: 'Präzision und Trefferquote in einer Zahl, so gut, wie es der schlechtere der beiden Werte zulässt: 1, wenn alle gefunden sind und sonst niemand.',
    silhouette:
      'Wie viel näher Kunden am eigenen Segment liegen als am nächsten: 1 ist weit getrennt, 0 liegt auf der Grenze.',
    stability:
      'Wie weit zwei Analysen mit neu gezogenen Kunden darin übereinstimmen, wer zusammengehört: 1 heißt jedes Mal dieselben Segmente, 0 heißt Zufall.',
    standardisedDifference:
      'Der Unterschied zweier Mittelwerte in Standardabweichungen. So lassen sich Spalten mit verschiedenen Einheiten vergleichen: 0,2 ist klein, 0,8 ist groß.',
    logOdds:
      'Die Einheit, in der sich Beiträge addieren. 0,7 verdoppelt die Chance ungefähr, −0,7 halbiert sie: Aus 10 % werden 18 % oder 5 %.',
  },
} satisfies Translation<English>;
