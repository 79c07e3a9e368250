import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import {
  requireBoolean,
  requireInteger,
  requireNumber,
  requireOneOf,
  requireOptions,
} from '../validation.js';
import { isLongTail, shortenTail } from './long-tail.js';
import { fitOneHot } from './one-hot-encoder.js';
import type {
  CategoricalEncoding,
  ColumnEncoding,
  DroppedColumn,
  NumericEncoding,
  Preprocessor,
} from './preprocessor.js';
import { requireSummaries } from './require-summaries.js';
import { type Imputation, imputations } from './simple-imputer.js';
import { fitScale, type Scaling, scalings } from './standard-scaler.js';
import type { CategoricalSummary, ColumnSummary, Measures, NumericSummary } from './summarise.js';

/** How columns are encoded. */
export interface EncodingOptions {
  /** Default `standard`: mean 0, standard deviation 1. */
  scaling?: Scaling;
  /** Whether numbers with a long tail go through a logarithm first. Default false. */
  logLongTails?: boolean;
  /** What replaces a missing number. Default `median`. */
  imputation?: Imputation;
  /** Whether a column with gaps in training also gets an indicator of them. Default true. */
  missingIndicator?: boolean;
  /** Levels of an attribute that get a column of their own, 1..255. Default 30. */
  maxLevels?: number;
  /** A level under this share of the known rows, 0..1, counts as rare. Default 0.005. */
  minLevelShare?: number;
  /**
   * Whether rows of different levels are equally far apart in every attribute, √2: as far as two rows are in a number of
   * deviation 1, by the mean of the squares. Else they are 1 apart where there are two levels, which take one column.
   * Default false.
   */
  equalCategories?: boolean;
}

/**
 * Learns imputation, scaling and levels from column summaries: the same preprocessor that `fitPreprocessor` learns from
 * the rows. O(columns × levels).
 * @throws DegenerateDataError if no column varies.
 * @throws InvalidParameterError for options out of range, values too large, and summaries without the tails or quartiles
 * that the options need.
 */
export function preprocessorFrom(
  summaries: readonly ColumnSummary[],
  options: EncodingOptions = {},
): Preprocessor {
  const settings = withDefaults(options);
  requireSummaries('summaries', summaries);
  const columns: ColumnEncoding[] = [];
  const encodedNames: string[] = [];
  const sourceIndex: number[] = [];
  for (const summary of summaries) {
    const names: string[] = [];
    const first = encodedNames.length;
    columns.push(
      summary.kind === 'numeric'
        ? fitNumeric(summary, settings, first, names)
        : fitCategorical(summary, settings, first, names),
    );
    for (const name of names) {
      encodedNames.push(name);
      sourceIndex.push(columns.length - 1);
    }
  }
  if (encodedNames.length === 0) {
    throw new DegenerateDataError(
      `none of ${columns.length} columns varies over ${summaries[0]?.rows ?? 0} rows; at least 1 must`,
    );
  }
  const counts = columns.some((column) => column.kind === 'numeric' && column.isDate);
  const referenceDay = counts && summaries.map(referenceOf).find((reference) => reference !== undefined);
  return {
    kind: 'preprocessor',
    version: 1,
    columns,
    encodedNames,
    sourceIndex: Int32Array.from(sourceIndex),
    ...(referenceDay && { referenceDay }),
  };
}

/** Every option with its value. @throws InvalidParameterError for one out of range, naming it */
export function withDefaults(options: EncodingOptions): Required<EncodingOptions> {
  const { scaling = 'standard', logLongTails = false, imputation = 'median' } = requireOptions(options);
  const { missingIndicator = true, maxLevels = 30, minLevelShare = 0.005, equalCategories = false } = options;
  requireOneOf('scaling', scaling, scalings);
  requireBoolean('logLongTails', logLongTails);
  requireOneOf('imputation', imputation, imputations);
  requireBoolean('missingIndicator', missingIndicator);
  requireInteger('maxLevels', maxLevels, 1, 255);
  requireNumber('minLevelShare', minLevelShare, 0, 1);
  requireBoolean('equalCategories', equalCategories);
  return {
    ...{ scaling, logLongTails, imputation, missingIndicator },
    ...{ maxLevels, minLevelShare, equalCategories },
  };
}

function referenceOf(summary: ColumnSummary) {
  return summary.kind === 'numeric' ? summary.durations?.reference : undefined;
}

type Settings = Required<EncodingOptions>;

function fitNumeric(
  summary: NumericSummary,
  settings: Settings,
  first: number,
  names: string[],
): NumericEncoding | DroppedColumn {
  const { name } = summary;
  const isDate = summary.durations !== undefined;
  const measures = summary.durations ?? summary.values;
  if (!measures) return { kind: 'dropped', name, reason: 'allMissing' };
  const constant = measures.least === measures.most;
  const indicator = summary.missingWeight > 0 && settings.missingIndicator;
  if (constant && !indicator) return { kind: 'dropped', name, reason: 'constant' };

  if (!constant) names.push(isDate ? `${name} (days ago)` : name);
  if (indicator) names.push(`${name} (missing)`);
  const fill = constant ? measures.least : measures[settings.imputation];
  const logUnit = constant ? 0 : logUnitOf(name, measures, settings);
  const { center, scale } = scaleOf(
    summary,
    logUnit === 0 ? measures : measures.tail!,
    logUnit,
    fill,
    settings,
  );
  if (!Number.isFinite(fill + center + scale)) {
    throw new InvalidParameterError(
      `column "${name}" has values too large to take their mean and spread; they must stay under 1e100`,
    );
  }
  return {
    kind: 'numeric',
    name,
    ...(isDate && { isDate: true }),
    valueAt: constant ? -1 : first,
    missingAt: indicator ? first + (constant ? 0 : 1) : -1,
    fill,
    logUnit,
    center,
    scale,
  };
}

/** Unit of the logarithm that the column goes through; 0 for none. */
function logUnitOf(name: string, { skewness, tail }: Measures, { logLongTails }: Settings): number {
  if (!logLongTails) return 0;
  if (tail === undefined) throw lacking(name, 'tail');
  return isLongTail(skewness, tail.skewness) ? tail.unit : 0;
}

function scaleOf(
  summary: NumericSummary,
  measures: Pick<Measures, 'mean' | 'deviation' | 'skewness' | 'quartiles'>,
  logUnit: number,
  fill: number,
  { scaling, imputation }: Settings,
) {
  const quartiles = measures.quartiles?.[imputation];
  if (scaling === 'robust' && quartiles === undefined) throw lacking(summary.name, 'quartiles');
  return fitScale({ ...measures, quartiles }, summary, shortenTail(fill, logUnit), scaling);
}

function lacking(name: string, part: string): InvalidParameterError {
  return new InvalidParameterError(`the summary of column "${name}" has no ${part}, which the options need`);
}

function fitCategorical(
  summary: CategoricalSummary,
  settings: Settings,
  first: number,
  names: string[],
): CategoricalEncoding | DroppedColumn {
  const { name, rows, missing } = summary;
  const oneHot = fitOneHot(summary, settings);
  if (!oneHot) return { kind: 'dropped', name, reason: missing === rows ? 'allMissing' : 'constant' };
  for (const level of oneHot.names) names.push(`${name}=${level}`);
  const unit = settings.equalCategories && oneHot.names.length === 1 ? Math.SQRT2 : 1;
  return { kind: 'categorical', name, first, ...oneHot, ...(unit !== 1 && { unit }) };
}
