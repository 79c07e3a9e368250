import type { DriftReport } from '@holdfast/ml-core';
import type { EventWords } from '../../churn/index.js';
import type { ColumnDrift } from '../monitoring.types.js';
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

/** Puts a check into words. `columns` are those of the report, the most important first; `labelOf` says what they are called. */
export function describeReport(
  { state, alerts, quality }: DriftReport,
  columns: readonly ColumnDrift[],
  changed: number,
  { infinitive, past }: Pick<EventWords, 'infinitive' | 'past'>,
  labelOf: (column: string) => string,
): ReportWords {
  const moved = columns.filter(({ drifted }) => drifted);
  const said: ReportTold = {
    ...{ state, quality, changed, words: { infinitive, past } },
    alerts: [...alerts],
    named: moved.slice(0, NAMED).map(({ column }) => labelOf(column)),
    more: Math.max(0, moved.length - NAMED),
    unused: moved.length > 0 && moved.every(({ used }) => !used),
    defect: moved.some(({ said: told }) => told?.hasDefect),
  };
  return { sentence: say().sentence(said), advice: say().advice(said), said };
}
