import type { DriftReport } from '@holdfast/ml-core';
import type { EventWords } from '../../churn/index.js';
import type { ColumnDrift, KeptPromise } from '../monitoring.types.js';
import type { ReportTold } from './messages.en.js';
import { say } from './messages.js';

/** What a check came to, and what to do about it, with what both are said by in other languages. */
export interface ReportWords {
  readonly sentence: string;
  readonly advice: string;
  readonly said: ReportTold;
}

/** Columns that are named in a sentence. */
const NAMED = 3;

/** What is known besides of a check. */
export interface ReportFacts {
  /** Those of the report, the most important first. */
  readonly columns: readonly ColumnDrift[];
  /** Customers who are new or have changed. */
  readonly changed: number;
  readonly words: Pick<EventWords, 'infinitive' | 'past'>;
  /** What a column is called. */
  readonly labelOf: (column: string) => string;
  readonly kept: KeptPromise | null;
}

/** Puts a check into words. */
export function describeReport(
  { state, alerts, quality }: DriftReport,
  { columns, changed, words: { infinitive, past }, labelOf, kept }: ReportFacts,
): ReportWords {
  const moved = columns.filter(({ drifted }) => drifted);
  const said: ReportTold = {
    ...{ state, quality, changed, words: { infinitive, past } },
    alerts: [...alerts],
    named: moved.slice(0, NAMED).map(({ column }) => labelOf(column)),
    more: Math.max(0, moved.length - NAMED),
    unused: moved.length > 0 && moved.every(({ used }) => !used),
    defect: moved.some(({ said: told }) => told?.hasDefect),
    promise: kept !== null && kept.broken.length > 0 ? { ...kept, words: { past } } : null,
  };
  return { sentence: say().sentence(said), advice: say().advice(said), said };
}
