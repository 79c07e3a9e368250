import { methodInWords, modelInWords, stageInWords } from '#lib/churn/made-in-words.ts';
import { formatDay, formatMoment } from '#lib/format/date.ts';
import { formatCount, formatFixed, formatNumber } from '#lib/format/number.ts';
import { formatPercent } from '#lib/format/percent.ts';
import { formatRange } from '#lib/format/range.ts';
import { columnName } from '#lib/state/column-names.svelte.ts';
import { say } from './messages';
import type { CardModel } from './model-card.documents';

/** A name and what is said under it. */
type Fact = readonly [name: string, text: string];

/** What a model predicts, how, and of how many customers it learned it. */
export function factsOf(model: CardModel): Fact[] {
  const words = modelInWords(model);
  const { predicts } = say();
  return [
    [predicts.predicts, predicts.who(words, model.definition)],
    [predicts.state, stageInWords(model)],
    [predicts.method, methodInWords(model)],
    [predicts.learnedFrom, predicts.ofWhom(model.trainedOn, formatPercent(model.churnRate), words)],
    [predicts.trained, predicts.byEngine(formatMoment(model.createdAt), model.engine)],
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
    [say().data.customers, formatCount(customers)],
    ...(unknownOutcome > 0 ? [[say().data.unknown, say().data.notLearnedFrom(unknownOutcome)] as const] : []),
    ...(firstImportAt && lastImportAt
      ? [[say().data.loaded, loadedText(imports, firstImportAt, lastImportAt)] as const]
      : []),
    ...(data.observationDate
      ? [[say().data.observed, say().data.observedOn(formatDay(data.observationDate))] as const]
      : []),
    ...data.dates.map(
      ({ column, first, last }) =>
        [columnName(column), formatRange(formatDay(first), formatDay(last))] as const,
    ),
  ];
}

function loadedText(imports: number, first: string, last: string): string {
  if (imports === 1) return say().data.once(formatMoment(first));
  return say().data.times(imports, formatMoment(first), formatMoment(last));
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
export function figuresOf(model: CardModel): CardFigure[] {
  const { metrics, churnRate } = model;
  if (metrics === null) return [];
  const { figures } = say();
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
    interval: ends ? formatRange(show(ends.low), show(ends.high)) : '',
    note,
  });
  const auc = { low: metrics.rocAucLow, high: metrics.rocAucHigh };
  const luck = metrics.shuffled;
  const half = formatFixed(0.5, 1);
  const guessing = luck ? figures.guessingOrLuck(half, formatFixed(luck.highest, 3)) : figures.guessing(half);
  const times = (number: number) => `${formatNumber(number)} ×`;
  const cut = figures.fromChance(formatPercent(metrics.decisionThreshold));
  return [
    figure(figures.auc, metrics.rocAuc, auc, guessing),
    figure(
      figures.averagePrecision,
      metrics.averagePrecision,
      intervals?.averagePrecision,
      figures.guessing(formatFixed(churnRate, 3)),
    ),
    figure(figures.brier, metrics.brierScore, intervals?.brierScore, figures.zeroPerfect),
    figure(figures.logLoss, metrics.logLoss, intervals?.logLoss, figures.zeroPerfect),
    figure(
      figures.calibrationError,
      metrics.calibrationError,
      intervals?.calibrationError,
      figures.zeroPerfect,
    ),
    figure(
      figures.top,
      metrics.topDecileLift,
      intervals?.topDecileLift,
      figures.inTop(modelInWords(model)),
      times,
    ),
    figure(figures.f1, metrics.f1Score, intervals?.f1Score, cut),
    figure(figures.precision, metrics.precision, intervals?.precision, cut),
    figure(figures.recall, metrics.recall, intervals?.recall, cut),
  ];
}

/** What the API says that the model must not be used for, or not without thinking. */
export function toldLimits({ warnings, comparison, learningCurve }: CardModel): string[] {
  return [
    ...warnings.map(({ message }) => message),
    ...(comparison ? [comparison.sentence] : []),
    ...(learningCurve ? [learningCurve.text] : []),
  ];
}

/** The limits that every model has. */
export function limitsOf(model: CardModel): string[] {
  return [say().limits.noCause(modelInWords(model)), say().limits.asItLearned];
}
