import { formatDay, formatMoment } from '#lib/format/date.ts';
import { formatCount, formatFixed, formatNumber } from '#lib/format/number.ts';
import { formatPercent } from '#lib/format/percent.ts';
import { plural } from '#lib/format/plural.ts';
import { formatEnum } from '#lib/format/words.ts';
import { columnName } from '#lib/state/column-names.svelte.ts';
import type { CardModel } from './model-card.documents';

/** A name and what is said under it. */
type Fact = readonly [name: string, text: string];

/** What a model predicts, how, and of how many customers it learned it. */
export function factsOf(model: CardModel): Fact[] {
  const { algorithm, imbalance, words } = model;
  return [
    ['Predicts', `who will ${words.infinitive}: “${model.definition}”`],
    ['State', model.status === 'COMPLETED' ? formatEnum(model.stage) : formatEnum(model.status)],
    ['Method', `${formatEnum(algorithm)}${imbalance === 'NONE' ? '' : `, ${formatEnum(imbalance)}`}`],
    [
      'Learned from',
      `${plural(model.trainedOn, 'customer')}, of whom ${formatPercent(model.churnRate)} ${words.past}`,
    ],
    ['Trained', `${formatMoment(model.createdAt)}, by the engine “${model.engine}”`],
  ];
}

/** From when to when the data of a model are. */
export function windowFacts({
  customers,
  unknownOutcome,
  ...data
}: NonNullable<CardModel['trainingData']>): Fact[] {
  const { imports, firstImportAt, lastImportAt } = data;
  return [
    ['Customers at the time', formatCount(customers)],
    ...(unknownOutcome > 0
      ? [
          [
            'Outcome not known',
            `${plural(unknownOutcome, 'customer')}: scored, but not learned from`,
          ] as const,
        ]
      : []),
    ...(firstImportAt && lastImportAt
      ? [['Loaded', loadedText(imports, firstImportAt, lastImportAt)] as const]
      : []),
    ...(data.observationDate
      ? [
          [
            'Observed on',
            `${formatDay(data.observationDate)}: purchases before that day, the outcome after it`,
          ] as const,
        ]
      : []),
    ...data.dates.map(
      ({ column, first, last }) => [columnName(column), `${formatDay(first)} to ${formatDay(last)}`] as const,
    ),
  ];
}

function loadedText(imports: number, first: string, last: string): string {
  if (imports === 1) return `once, on ${formatMoment(first)}`;
  return `${plural(imports, 'time')}, from ${formatMoment(first)} to ${formatMoment(last)}`;
}

/** One figure of quality. */
export interface CardFigure {
  readonly name: string;
  readonly value: string;
  /** Empty where there is none. */
  readonly interval: string;
  readonly note: string;
}

/** Every figure of quality with its 95 % interval and what to hold it against. */
export function figuresOf({ metrics, churnRate, words }: CardModel): CardFigure[] {
  if (metrics === null) return [];
  const { intervals } = metrics;
  const figure = (
    name: string,
    value: number,
    ends: { readonly low: number; readonly high: number } | undefined,
    note: string,
    show = (number: number) => formatFixed(number, 3),
  ): CardFigure => ({
    name,
    value: show(value),
    interval: ends ? `${show(ends.low)} to ${show(ends.high)}` : '',
    note,
  });
  const auc = { low: metrics.rocAucLow, high: metrics.rocAucHigh };
  const luck = metrics.shuffled;
  const guessing = luck ? `0.5, by luck up to ${formatFixed(luck.highest, 3)}` : '0.5';
  const times = (number: number) => `${formatNumber(number)} ×`;
  const cut = `from a chance of ${formatPercent(metrics.decisionThreshold)} on`;
  return [
    figure('AUC', metrics.rocAuc, auc, `guessing: ${guessing}`),
    figure(
      'Average precision',
      metrics.averagePrecision,
      intervals?.averagePrecision,
      `guessing: ${formatFixed(churnRate, 3)}`,
    ),
    figure('Brier score', metrics.brierScore, intervals?.brierScore, '0 is perfect'),
    figure('Log loss', metrics.logLoss, intervals?.logLoss, '0 is perfect'),
    figure('Calibration error', metrics.calibrationError, intervals?.calibrationError, '0 is perfect'),
    figure(
      'Top 10 %',
      metrics.topDecileLift,
      intervals?.topDecileLift,
      `${words.people} in the likeliest 10 %, vs. average`,
      times,
    ),
    figure('F1', metrics.f1Score, intervals?.f1Score, cut),
    figure('Precision', metrics.precision, intervals?.precision, cut),
    figure('Recall', metrics.recall, intervals?.recall, cut),
  ];
}

/** What the model must not be used for, or not without thinking. */
export function limitsOf({ warnings, comparison, learningCurve, words }: CardModel): string[] {
  return [
    ...warnings.map(({ message }) => message),
    ...(comparison ? [comparison.sentence] : []),
    ...(learningCurve ? [learningCurve.text] : []),
    `What it relies on goes with ${words.gerund} among these customers; that is no proof that it is the cause, or that changing it would change anything.`,
    'Its chances are those of customers as they were when it learned. Monitoring says whether customers of now are still like them.',
  ];
}
