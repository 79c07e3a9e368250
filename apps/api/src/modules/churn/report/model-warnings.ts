import type { ClassifierMetrics, TrainedClassifier } from '../training/training.types.js';
import type { ModelWarning } from './churn-report.types.js';

/** Under this many customers the figures of a model are said to be loose. */
const FEW_CUSTOMERS = 1000;
/** Under this share the rarer outcome is said to be rare. */
const RARE_SHARE = 0.05;
/** A model whose AUC interval reaches below this may not become champion. */
export const MIN_AUC_LOW = 0.55;

/** Whether a model may score: even the lower end of its AUC interval tells leavers from stayers. */
export function isTrustworthy(metrics: { readonly rocAucLow: number }): boolean {
  return metrics.rocAucLow >= MIN_AUC_LOW;
}

/** Why a model may not become champion, in a sentence. */
export function weaknessInWords(metrics: Pick<ClassifierMetrics, 'rocAucLow' | 'rocAucHigh'>): string {
  return (
    `The 95 % interval of its AUC is ${metrics.rocAucLow.toFixed(2)} to ${metrics.rocAucHigh.toFixed(2)} ` +
    `(0.50 is chance); its lower end must be at least ${MIN_AUC_LOW}.`
  );
}

/** Everything about a trained model that its reader must know, the gravest first. */
export function warningsOf(trained: TrainedClassifier, customerCount: number): ModelWarning[] {
  return [
    ...weakness(trained),
    ...leakage(trained),
    ...leftOut(trained),
    ...size(trained, customerCount),
    ...duplicates(trained),
    ...memory(trained),
  ];
}

function warning(code: string, message: string, column: string | null = null): ModelWarning {
  return { code, message, column };
}

function weakness({ metrics }: TrainedClassifier): ModelWarning[] {
  if (isTrustworthy(metrics)) return [];
  return [
    warning(
      'MODEL_TOO_WEAK',
      `The model does not tell leavers from stayers well enough to be champion. ${weaknessInWords(metrics)}`,
    ),
  ];
}

function leakage({ suspects }: TrainedClassifier): ModelWarning[] {
  return suspects.map(({ column, auc }) =>
    warning(
      'LEAKAGE_SUSPECTED',
      `"${column}" alone tells who left with an AUC of ${auc.toFixed(2)}. Is it known before a customer leaves? ` +
        'If not, train again without it.',
      column,
    ),
  );
}

function leftOut(trained: TrainedClassifier): ModelWarning[] {
  return trained.leftOut.map(({ column, reason, auc }) =>
    reason === 'computedFromRule'
      ? warning('COMPUTED_FROM_RULE', `"${column}" follows from the rule's column and was left out.`, column)
      : warning(
          'LEAKAGE_LEFT_OUT',
          `"${column}" alone tells who left with an AUC of ${auc!.toFixed(2)}; it gives the answer away and was left out.`,
          column,
        ),
  );
}

function size(
  { rows, positives, judgedRows, metrics }: TrainedClassifier,
  customerCount: number,
): ModelWarning[] {
  const warnings: ModelWarning[] = [];
  if (rows < FEW_CUSTOMERS) {
    const range = `${metrics.rocAucLow.toFixed(2)} to ${metrics.rocAucHigh.toFixed(2)}`;
    warnings.push(
      warning('SMALL_DATA', `Trained on ${rows} customers only: the AUC may be anywhere from ${range}.`),
    );
  }
  if (Math.min(positives, rows - positives) < RARE_SHARE * rows) {
    const rare =
      positives < rows - positives ? `${positives} of ${rows} left` : `${rows - positives} of ${rows} stayed`;
    warnings.push(warning('RARE_OUTCOME', `Only ${rare}; the figures rest on those few.`));
  }
  if (customerCount > rows) {
    const unknown = customerCount - rows;
    warnings.push(
      warning(
        'UNKNOWN_OUTCOME',
        `Of ${unknown} customers it is not known whether they left: scored, not trained on.`,
      ),
    );
  }
  if (judgedRows < rows) {
    warnings.push(
      warning(
        'JUDGED_ON_SAMPLE',
        `Judged on a random ${judgedRows} of ${rows} customers, trained on all of them.`,
      ),
    );
  }
  return warnings;
}

function duplicates({ duplicateRows, rows }: TrainedClassifier): ModelWarning[] {
  if (duplicateRows === 0) return [];
  return [
    warning(
      'DUPLICATE_ROWS',
      `${duplicateRows} of ${rows} customers equal another in every feature; they were kept on one side of each fold.`,
    ),
  ];
}

function memory({ remembersRows }: TrainedClassifier): ModelWarning[] {
  if (!remembersRows) return [];
  return [
    warning(
      'SCORED_OUT_OF_FOLD',
      'The model remembers the customers it learned from: each of them is scored by a part of it that had not seen them, so attributes scored as new may come out differently.',
    ),
  ];
}
