import { inWords } from './column-names.js';

/** What an amount is for that comes again and again. */
export type AmountPeriod = 'month' | 'year';

const AMOUNT =
  'charges?|fees?|price|payments?|bill|billing|amount|spend|spending|revenue|cost|costs|premium|rate|subscription|rent|dues|value|gebühr|gebuehr|beitrag|preis|betrag|prämie|praemie|umsatz|kosten|frais|prix|montant|cotisation|prime|redevance|cuota|importe|precio|tarifa|prima|cargo|gasto|valor|preço|preco|taxa|canone|importo|prezzo|premio|tariffa|spesa|bedrag|prijs|premie|opłata|oplata|składka|abonament|abonnement|плата|платеж|платёж';
const PERIODS: Readonly<Record<AmountPeriod, string>> = {
  month:
    'monthly|month|monatlich(?:e|er|es)?|monat|mensuel(?:le)?s?|mois|mensual(?:es)?|mes|mensal|mensais|mês|mensile|mese|maandelijkse?|maand|miesięczn[aey]|miesiąc|ежемесячн(?:ый|ая|ое)|месяц',
  year: 'annual|annually|yearly|year|jährlich(?:e|er|es)?|jaehrlich(?:e|er|es)?|jahr|annuel(?:le)?s?|an|année|anual(?:es)?|año|ano|anuale|annuale|anno|jaarlijkse?|jaar|roczn[aey]|rok|ежегодн(?:ый|ая|ое)|годов(?:ой|ая|ое)|год',
};
/** Words that tell both, the period and that it is an amount. */
const BOTH: Readonly<Record<AmountPeriod, RegExp>> = {
  month:
    /^(mrr|monats(gebühr|gebuehr|beitrag|preis|betrag|prämie|praemie|umsatz|kosten)|mensualités?|mensualites?|mensualidad|mensalidade|maand(bedrag|prijs|premie|kosten)|月額|月額料金|月会費|月费|월정액|월요금)$/,
  year: /^(arr|jahres(gebühr|gebuehr|beitrag|preis|betrag|prämie|praemie|umsatz|kosten)|anualidad|anuidade|jaar(bedrag|prijs|premie|kosten)|年額|年会費|年费|연회비)$/,
};
const OVER_THE_PAST =
  /^(total|totals|sum|lifetime|ltv|cltv|clv|cumulative|cumulated|cumul|gesamt|summe|bisher|cumulée?|cumulee?|totale|totales|totaal|acumulad[oa]|suma|łącznie|итого|всего|累計|合計|총액)$/;
const isAmount = wholeWord(AMOUNT);
const isPeriod = { month: wholeWord(PERIODS.month), year: wholeWord(PERIODS.year) };

/** What the amount in a column of this name is for, if it comes again each month or year; null if the name does not say so. */
export function recurringPeriod(name: string): AmountPeriod | null {
  const words = inWords(name).split(' ');
  if (sumsUpThePast(name)) return null;
  const comesEach = (period: AmountPeriod) =>
    words.some((word) => BOTH[period].test(word)) ||
    (words.some((word) => isAmount.test(word)) && words.some((word) => isPeriod[period].test(word)));
  if (comesEach('month')) return 'month';
  return comesEach('year') ? 'year' : null;
}

/** Whether a column is named like a sum of all that was paid so far; a total of each year or month is none. */
export function sumsUpThePast(name: string): boolean {
  const words = inWords(name).split(' ');
  const isOfPeriod = words.some((word) => isPeriod.month.test(word) || isPeriod.year.test(word));
  return (
    !isOfPeriod && (words.some((word) => OVER_THE_PAST.test(word)) || /\bso far\b/.test(words.join(' ')))
  );
}

function wholeWord(words: string): RegExp {
  return new RegExp(`^(?:${words})$`);
}
