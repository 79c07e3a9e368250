import { requireInstance, requireObject, requireOneOf } from '../validation.js';
import type { ColumnSummary } from './summarise.js';

/** @throws InvalidParameterError for what are no summaries of columns, naming the argument and the place */
export function requireSummaries(name: string, summaries: readonly ColumnSummary[]): void {
  requireInstance(name, summaries, Array);
  for (const [at, summary] of summaries.entries()) {
    const { kind } = requireObject(`${name}[${at}]`, summary);
    requireOneOf(`${name}[${at}].kind`, kind, ['numeric', 'categorical']);
    if (summary.kind === 'numeric') continue;
    requireInstance(`${name}[${at}].levels`, summary.levels, Array);
    requireInstance(`${name}[${at}].levelWeight`, summary.levelWeight, Float64Array);
  }
}
