import { formatCount } from '#lib/format/number.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  title: 'Value',
  about:
    'What customers are expected to bring over the next 365 days, and how well that was foreseen before.',
  aboutSurvival: 'What customers are worth, by the value column and their chance to stay.',
  customers: 'Customers',
  noPurchases:
    'This dataset did not come from purchases, so that nothing can be tested here: values are the value column times the chance to stay.',
  yearlyOnly: 'Of a column that is an amount a month or a year they would be told for a year.',
  changeAssumptions: 'Change what is taken for granted',
  none: 'No values yet',
  noneWhy:
    'Import a file with a row a purchase, in which some customers came back; or give a column the role of value and put a churn model in use.',
  importPurchases: 'Import purchases',
  loadingBackTest: 'Loading the back-test',
  loadingValues: 'Loading the values',
  backTest: {
    title: 'Predicted against what came',
    tenth: 'Tenth',
    predictedDays: 'Predicted days with a purchase',
    daysThatCame: 'Days with a purchase that came',
    predictedValue: 'Predicted value',
    valueThatCame: 'Value that came',
    predicted: 'Predicted',
    came: 'Came',
    tenths: 'Tenths of customers, by prediction',
    bought: (days: number) => `Bought in ${days} days`,
    daysIn: (days: number) => `Days with a purchase in ${days} days`,
  },
  words: {
    fitted: (from: string, days: number, off: string) =>
      `Fitted to the purchases before ${from} alone: in the ${days} days after, ${off}.`,
    nothingCame: 'nothing came',
    shareOfValue: (share: string) => `the worth of what was bought was ${share} of what was predicted`,
    shareOfCount: (share: string) => `the number of what was bought was ${share} of what was predicted`,
    firstTenth: (share: string) => `The tenth that was predicted to buy most made ${share} of it.`,
    total: (predicted: number, came: number) =>
      `In total ${formatCount(predicted)} purchases were predicted and ${formatCount(came)} came.`,
    totalWorth: (predicted: number, came: number, predictedValue: string, value: string) =>
      `In total ${formatCount(predicted)} purchases were predicted and ${formatCount(came)} came, worth ${predictedValue} and ${value}.`,
    naive: (purchases: number, customers: number, from: string) =>
      `If everybody had gone on at their rate so far, it would have been ${formatCount(purchases)}. About the ${formatCount(customers)} customers who had bought before ${from}; several purchases of a day count as one.`,
    eachRow: 'Each row follows the customers who first bought in one month.',
    third: (share: string) => `${share} of them bought in the third month after.`,
  },
  figures: {
    from: (day: string) => `from ${day} on`,
    expected: 'expected over 365 days',
    value: 'value',
    ofStaying: (column: string) => `“${column}” of those expected to stay`,
    noPeriod: 'no amount a year: its period is not known',
    purchases: 'purchases expected',
    purchaseDays: 'days with a purchase',
    staying: 'expected to stay',
    stillBuying: 'expected to be still buying',
    ofCustomers: (customers: number) => `of ${formatCount(customers)} customers`,
    earned: 'earned so far',
    returns: 'returns taken off',
  },
  told: {
    title: 'How it is told',
    parameters: 'The fitted parameters',
    caption: 'Fitted parameters',
    parameter: 'Parameter',
    value: 'Value',
    standardError: 'Standard error',
    meaning: 'What it is',
    literature:
      'BG/NBD: Fader, Hardie and Lee (2005). Gamma-gamma: Fader and Hardie (2013). By maximum likelihood; times are in days.',
  },
  most: {
    title: 'Most valuable',
    bring:
      'The ten customers who are expected to bring the most over the next 365 days. The range says how sure the model is of customers like them; one customer may differ more.',
    buy: 'The ten customers who are expected to buy the most over the next 365 days. The range says how sure the model is of customers like them; one customer may differ more.',
    caption: 'Most valuable customers',
    customer: 'Customer',
    expected: 'Expected',
    range: '95 % range',
    earned: 'Earned so far',
    purchases: 'Purchases expected',
    stillBuying: 'Still buying',
  },
  cohorts: {
    title: 'Cohorts',
    amounts: (currency: string) => `Amounts are in ${currency}.`,
    firstMonth: 'First month',
    monthsAfter: 'Months after',
    bought: 'Bought',
    worth: 'Worth',
    show: 'Show',
    share: 'share of them who bought',
    forEach: 'bought, for each of them',
    shareCaption: 'Share of the customers of each month who bought, by months after the first purchase',
    worthCaption: 'Worth for each customer of each month who bought, by months after the first purchase',
    firstBought: 'First bought',
    columns:
      'Columns count months after the first purchase. The last month of each row, in italics, may not be over.',
    before: 'Who first bought before the file begins is among those of its first months.',
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/value', english);
