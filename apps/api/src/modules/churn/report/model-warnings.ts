import { keep } from '../../../platform/words/kept.js';
import type { EventWords } from '../definition/event-words.types.js';
import { MIN_AUC_LOW } from '../training/min-auc-low.js';
import type { ClassifierMetrics, TrainedClassifier } from '../training/training.types.js';
import type { ModelWarning } from './churn-report.types.js';
import type { English, WeakTold } from './warnings.en.js';
import { sayWarnings } from './warnings.js';

/** Below this many customers, the report warns that the model's figures are imprecise. */
const FEW_CUSTOMERS = 1000;
/** Below this share, the report warns that the rarer outcome is rare. */
const RARE_SHARE = 0.05;
/** The code of the warning that a model memorises the customers it learned from. */
export const MEMORISES = 'SCORED_OUT_OF_FOLD';

type Trusted = Pick<ClassifierMetrics, 'rocAuc' | 'rocAucLow' | 'shuffled'>;

/**
 * Whether a model may score: even the lower end of its AUC interval is better than chance, and its AUC, where few rows leave
 * room for luck, is above what learning from shuffled outcomes brings.
 */
export function isTrustworthy(metrics: Trusted): boolean {
  return metrics.rocAucLow >= MIN_AUC_LOW && !mayBeLuck(metrics);
}

function mayBeLuck({ rocAuc, shuffled }: Trusted): boolean {
  return shuffled != null && rocAuc <= shuffled.needed;
}

/** Why a model may not become champion, in a sentence or two. */
export function weaknessInWords(metrics: Trusted & Pick<ClassifierMetrics, 'rocAucHigh'>): string {
  return sayWarnings().weakness(weaknessOf(metrics));
}

function weaknessOf(metrics: Trusted & Pick<ClassifierMetrics, 'rocAucHigh'>): WeakTold {
  const { rocAuc, rocAucLow, rocAucHigh } = metrics;
  return { rocAuc, rocAucLow, rocAucHigh, luck: mayBeLuck(metrics) ? metrics.shuffled! : null };
}

/** Everything that the reader of a trained model must know, most serious first. */
export function warningsOf(
  trained: TrainedClassifier,
  customerCount: number,
  words: EventWords,
): ModelWarning[] {
  return [
    ...weakness(trained, words),
    ...broughtIn(trained),
    ...leakage(trained, words),
    ...leftOut(trained, words),
    ...size(trained, customerCount, words),
    ...duplicates(trained),
    ...memory(trained),
  ];
}

/** A warning with what it can be said by again in another language. */
function warning<Code extends keyof English['codes']>(
  code: Code,
  told: Parameters<English['codes'][Code]>,
  column: string | null = null,
): ModelWarning {
  const { text, said } = keep(sayWarnings().codes, code, ...told);
  return { code, message: text, column, said };
}

function weakness({ metrics }: TrainedClassifier, words: EventWords): ModelWarning[] {
  return isTrustworthy(metrics) ? [] : [warning('MODEL_TOO_WEAK', [weaknessOf(metrics), words])];
}

function broughtIn({ given, metrics, judgedRows }: TrainedClassifier): ModelWarning[] {
  if (given === undefined) return [];
  const { version, trainedOn, rocAuc: promised } = given.promised;
  const told = { version, trainedOn, promised, judgedRows, rocAuc: metrics.rocAuc };
  return [
    warning('TRAINED_ELSEWHERE', [told]),
    ...(given.calibratedAnew ? [warning('CALIBRATED_ANEW', [])] : []),
  ];
}

function leakage({ suspects }: TrainedClassifier, words: EventWords): ModelWarning[] {
  return suspects.map((suspect) => warning('LEAKAGE_SUSPECTED', [suspect, words], suspect.column));
}

function leftOut(trained: TrainedClassifier, words: EventWords): ModelWarning[] {
  return trained.leftOut.map(({ column, reason, suspect }) => {
    if (reason === 'computedFromRule') return warning('COMPUTED_FROM_RULE', [column], column);
    if (reason === 'namesCustomers') return warning('NAMES_CUSTOMERS', [column], column);
    return warning('LEAKAGE_LEFT_OUT', [suspect!, words], column);
  });
}

function size(
  { drawnRows, rows, positives, judgedRows, metrics }: TrainedClassifier,
  customerCount: number,
  words: EventWords,
): ModelWarning[] {
  const warnings: ModelWarning[] = [];
  if (rows < FEW_CUSTOMERS) {
    warnings.push(warning('SMALL_DATA', [rows, metrics.rocAucLow, metrics.rocAucHigh]));
  }
  if (Math.min(positives, rows - positives) < RARE_SHARE * rows) {
    const happened = positives < rows - positives;
    warnings.push(warning('RARE_OUTCOME', [happened ? positives : rows - positives, rows, happened, words]));
  }
  const isSample = drawnRows < customerCount;
  const unknown = (isSample ? drawnRows : customerCount) - rows;
  if (unknown > 0) warnings.push(warning('UNKNOWN_OUTCOME', [unknown, words]));
  if (isSample) warnings.push(warning('LEARNED_FROM_SAMPLE', [judgedRows, rows, customerCount]));
  else if (judgedRows < rows) warnings.push(warning('JUDGED_ON_SAMPLE', [judgedRows, rows]));
  return warnings;
}

function duplicates({ duplicateRows, repeats, judgedRows }: TrainedClassifier): ModelWarning[] {
  const { ofOneCustomer, near, ids } = repeats;
  return [
    ...(duplicateRows > 0 ? [warning('DUPLICATE_ROWS', [duplicateRows, judgedRows])] : []),
    ...(ofOneCustomer > 0 ? [warning('REPEATED_CUSTOMERS', [ofOneCustomer, judgedRows, ids], ids[0])] : []),
    ...(near > 0 ? [warning('NEARLY_EQUAL_ROWS', [near, judgedRows])] : []),
  ];
}

function memory({ remembersRows }: TrainedClassifier): ModelWarning[] {
  return remembersRows ? [warning(MEMORISES, [])] : [];
}
