import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const tagen = (days: number) => plural(days, 'Tag', 'Tagen');
const kaeufe = (count: number) => plural(count, 'Kauf', 'Käufe');
const range =
  'Die Spanne zeigt, wie sicher das Modell bei solchen Kunden ist; ein einzelner Kunde kann stärker abweichen.';

export default {
  title: 'Kundenwert',
  about:
    'Was Kunden in den nächsten 365 Tagen voraussichtlich bringen und wie gut sich das bisher vorhersagen ließ.',
  aboutSurvival: 'Was Kunden wert sind, nach der Wertspalte und der Wahrscheinlichkeit, dass sie bleiben.',
  customers: 'Kunden',
  noPurchases:
    'Dieser Datenbestand stammt nicht aus Käufen, deshalb lässt sich hier nichts prüfen: Der Kundenwert ist die Wertspalte mal der Wahrscheinlichkeit, dass der Kunde bleibt.',
  yearlyOnly: 'Enthielte die Spalte einen Betrag im Monat oder im Jahr, stünde hier der Wert für ein Jahr.',
  changeAssumptions: 'Annahmen ändern',
  none: 'Noch keine Kundenwerte',
  noneWhy:
    'Importieren Sie eine Datei mit einer Zeile je Kauf, in der manche Kunden wiedergekommen sind; oder geben Sie einer Spalte die Rolle des Werts und nehmen Sie ein Abwanderungsmodell in Einsatz.',
  importPurchases: 'Käufe importieren',
  loadingBackTest: 'Rückblick wird geladen',
  loadingValues: 'Kundenwerte werden geladen',
  backTest: {
    title: 'Vorhergesagt und eingetroffen',
    tenth: 'Zehntel',
    predictedDays: 'Kauftage, vorhergesagt',
    daysThatCame: 'Kauftage, eingetroffen',
    predictedValue: 'Wert, vorhergesagt',
    valueThatCame: 'Wert, eingetroffen',
    predicted: 'Vorhergesagt',
    came: 'Eingetroffen',
    tenths: 'Zehntel der Kunden nach Vorhersage',
    bought: (days) => `Gekauft in ${tagen(days)}`,
    daysIn: (days) => `Kauftage in ${tagen(days)}`,
  },
  words: {
    fitted: (from, days, off) =>
      `Gelernt allein aus den Käufen vor dem ${from}. In den ${tagen(days)} danach: ${off}.`,
    nothingCame: 'kein Kauf',
    shareOfValue: (share) => `Käufe im Wert von ${share} des Vorhergesagten`,
    shareOfCount: (share) => `${share} der vorhergesagten Käufe`,
    firstTenth: (share) => `Das Zehntel mit der höchsten Vorhersage brachte ${share} davon.`,
    total: (predicted, came) =>
      `Vorhergesagt ${byCount(predicted, { one: 'war', other: 'waren' })} insgesamt ${kaeufe(predicted)}, eingetroffen ${byCount(came, { one: 'ist', other: 'sind' })} ${formatCount(came)}.`,
    totalWorth: (predicted, came, predictedValue, value) =>
      `Vorhergesagt ${byCount(predicted, { one: 'war', other: 'waren' })} insgesamt ${kaeufe(predicted)} im Wert von ${predictedValue}, eingetroffen ${byCount(came, { one: 'ist', other: 'sind' })} ${formatCount(came)} im Wert von ${value}.`,
    naive: (purchases, customers, from) =>
      `Hätten alle so weitergekauft wie bisher, wären es ${formatCount(purchases)} gewesen. Gezählt bei ${plural(customers, 'Kunden, der', 'Kunden, die')} vor dem ${from} gekauft ${byCount(customers, { one: 'hat', other: 'haben' })}; mehrere Käufe an einem Tag zählen als einer.`,
    eachRow: 'Jede Zeile verfolgt die Kunden, die in einem Monat zum ersten Mal gekauft haben.',
    third: (share) => `${share} von ihnen kauften im dritten Monat danach.`,
  },
  figures: {
    from: (day) => `ab dem ${day}`,
    expected: 'in 365 Tagen erwartet',
    value: 'Wert',
    ofStaying: (column) => `„${column}“ derer, die voraussichtlich bleiben`,
    noPeriod: 'kein Jahresbetrag: Der Zeitraum ist nicht bekannt',
    purchases: 'Käufe erwartet',
    purchaseDays: 'Tage mit einem Kauf',
    staying: 'bleiben voraussichtlich',
    stillBuying: 'kaufen voraussichtlich noch',
    ofCustomers: (customers) => `von ${plural(customers, 'Kunden', 'Kunden')}`,
    earned: 'bisher eingebracht',
    returns: 'nach Abzug der Retouren',
  },
  told: {
    title: 'Wie er berechnet wird',
    parameters: 'Die geschätzten Parameter',
    caption: 'Geschätzte Parameter',
    parameter: 'Parameter',
    value: 'Wert',
    standardError: 'Standardfehler',
    meaning: 'Was er bedeutet',
    literature:
      'BG/NBD: Fader, Hardie und Lee (2005). Gamma-Gamma: Fader und Hardie (2013). Nach Maximum Likelihood; Zeiten in Tagen.',
  },
  most: {
    title: 'Die wertvollsten Kunden',
    bring: `Die zehn Kunden, die in den nächsten 365 Tagen voraussichtlich am meisten bringen. ${range}`,
    buy: `Die zehn Kunden, die in den nächsten 365 Tagen voraussichtlich am meisten kaufen. ${range}`,
    caption: 'Die wertvollsten Kunden',
    customer: 'Kunde',
    expected: 'Erwartet',
    range: '95-%-Spanne',
    earned: 'Bisher eingebracht',
    purchases: 'Erwartete Käufe',
    stillBuying: 'Kauft noch',
  },
  cohorts: {
    title: 'Kohorten',
    amounts: (currency) => `Beträge in ${currency}.`,
    firstMonth: 'Erster Monat',
    monthsAfter: 'Monate danach',
    bought: 'Gekauft',
    worth: 'Wert',
    show: 'Zeigen',
    share: 'Anteil derer, die gekauft haben',
    forEach: 'Einkäufe je Kunde',
    shareCaption: 'Anteil der Kunden jedes Monats, die gekauft haben, nach Monaten seit dem ersten Kauf',
    worthCaption: 'Wert der Einkäufe je Kunde jedes Monats, nach Monaten seit dem ersten Kauf',
    firstBought: 'Erster Kauf',
    columns:
      'Die Spalten zählen die Monate seit dem ersten Kauf. Der letzte Monat jeder Zeile, kursiv, ist vielleicht noch nicht vorbei.',
    before: 'Wer schon vor Beginn der Datei gekauft hat, steht bei den ersten Monaten.',
  },
} satisfies Translation<English>;
