import { ShapeError } from '../errors.js';
import { combineMoments } from './moments.js';
import { requireSummaries } from './require-summaries.js';
import type {
  CategoricalSummary,
  ColumnSummary,
  Measures,
  NumericSummary,
  ShortenedTail,
} from './summarise.js';

/**
 * The summaries of two parts of a table together, without their rows: all figures are those of `summarise` for both but for
 * rounding. Medians and units of tails agree where both parts were summarised `like` the same sample; other medians are
 * averaged, and a tail that one part lacks is left out. Quartiles are left out. O(columns × levels).
 * @throws ShapeError for summaries of other columns, InvalidParameterError for what are none
 */
export function combineSummaries(a: readonly ColumnSummary[], b: readonly ColumnSummary[]): ColumnSummary[] {
  requireSummaries('a', a);
  requireSummaries('b', b);
  if (a.length !== b.length)
    throw new ShapeError(`there are ${a.length} and ${b.length} summaries; they must be as many`);
  return a.map((first, i) => {
    const second = b[i]!;
    if (first.kind === 'numeric' && second.kind === 'numeric') return combineNumbers(first, second);
    if (first.kind === 'categorical' && second.kind === 'categorical') return combineLevels(first, second);
    throw new ShapeError(`"${first.name}" is ${first.kind} and ${second.kind}; it must be one of them`);
  });
}

function combineNumbers(a: NumericSummary, b: NumericSummary): NumericSummary {
  const values =
    a.values && b.values ? combineMeasures(a.values, a.weight, b.values, b.weight) : (a.values ?? b.values);
  const durations =
    a.durations && b.durations
      ? {
          ...combineMeasures(a.durations, a.weight, b.durations, b.weight),
          reference: a.durations.reference,
        }
      : (a.durations ?? b.durations);
  return {
    kind: 'numeric',
    name: a.name,
    rows: a.rows + b.rows,
    missing: a.missing + b.missing,
    weight: a.weight + b.weight,
    missingWeight: a.missingWeight + b.missingWeight,
    values,
    ...(durations && { durations }),
  };
}

function combineMeasures(a: Measures, aWeight: number, b: Measures, bWeight: number): Measures {
  const share = bWeight / (aWeight + bWeight);
  const tail =
    a.tail && b.tail && a.tail.unit === b.tail.unit && combineTails(a.tail, aWeight, b.tail, bWeight);
  return {
    ...combineMoments(a, aWeight, b, bWeight),
    least: Math.min(a.least, b.least),
    most: Math.max(a.most, b.most),
    median: a.median === b.median ? a.median : a.median + (b.median - a.median) * share,
    ...(tail && { tail }),
  };
}

function combineTails(a: ShortenedTail, aWeight: number, b: ShortenedTail, bWeight: number): ShortenedTail {
  return { unit: a.unit, ...combineMoments(a, aWeight, b, bWeight) };
}

function combineLevels(a: CategoricalSummary, b: CategoricalSummary): CategoricalSummary {
  if (a.levels.length !== b.levels.length) {
    throw new ShapeError(
      `"${a.name}" has ${a.levels.length} and ${b.levels.length} levels; both parts must have the same`,
    );
  }
  return {
    ...a,
    rows: a.rows + b.rows,
    missing: a.missing + b.missing,
    missingWeight: a.missingWeight + b.missingWeight,
    levelWeight: a.levelWeight.map((weight, i) => weight + b.levelWeight[i]!),
  };
}
