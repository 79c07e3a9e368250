import { requireInstance, requireObject, requireOneOf } from '../validation.js';

/** What every summary of a column has, whatever it is of. */
interface SummaryShape {
  readonly kind: string;
  readonly levels?: object;
  readonly levelWeight?: object;
}

/** @throws InvalidParameterError for what are no summaries of columns, naming the argument and the place */
export function requireSummaries(name: string, summaries: readonly SummaryShape[]): void {
  requireInstance(name, summaries, Array);
  for (const [at, summary] of summaries.entries()) {
    const { kind, levels, levelWeight } = requireObject(`${name}[${at}]`, summary);
    requireOneOf(`${name}[${at}].kind`, kind, ['numeric', 'categorical']);
    if (kind === 'numeric') continue;
    requireInstance(`${name}[${at}].levels`, levels!, Array);
    requireInstance(`${name}[${at}].levelWeight`, levelWeight!, Float64Array);
  }
}
