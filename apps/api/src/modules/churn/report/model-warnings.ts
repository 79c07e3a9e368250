import type { ClassifierMetrics, TrainedClassifier } from '../training/training.types.js';
import type { ModelWarning } from './churn-report.types.js';

/** Below this many customers, the report warns that the model's figures are imprecise. */
const FEW_CUSTOMERS = 1000;
/** Below this share, the report warns that the rarer outcome is rare. */
const RARE_SHARE = 0.05;
/** A model whose AUC interval reaches below this may not become champion. */
export const MIN_AUC_LOW = 0.55;

/** Whether a model may score: even the lower end of its AUC interval separates leavers from stayers. */
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

/** Everything that the reader of a trained model must know, most serious first. */
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
      `"${column}" alone predicts who left with an AUC of ${auc.toFixed(2)}. Is it known before a customer leaves? ` +
        'If not, train again without it.',
      column,
    ),
  );
}

function leftOut(trained: TrainedClassifier): ModelWarning[] {
  return trained.leftOut.map(({ column, reason, auc }) =>
    reason === 'computedFromRule'
      ? warning(
          'COMPUTED_FROM_RULE',
          `"${column}" can be derived from the rule's column and was left out.`,
          column,
        )
      : warning(
          'LEAKAGE_LEFT_OUT',
          `"${column}" alone predicts who left with an AUC of ${auc!.toFixed(2)}; it gives the answer away and was left out.`,
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
      warning('SMALL_DATA', `Trained on only ${rows} customers: the AUC may be anywhere from ${range}.`),
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
        `It is not known whether ${unknown} customers left: they are scored, but not trained on.`,
      ),
    );
  }
  if (judgedRows < rows) {
    warnings.push(
      warning(
        'JUDGED_ON_SAMPLE',
        `Evaluated on a random ${judgedRows} of ${rows} customers, trained on all of them.`,
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
      `${duplicateRows} of ${rows} customers match another in every feature; duplicates were kept in the same fold.`,
    ),
  ];
}

function memory({ remembersRows }: TrainedClassifier): ModelWarning[] {
  if (!remembersRows) return [];
  return [
    warning(
      'SCORED_OUT_OF_FOLD',
      'The model memorises the customers it learned from, so each of them is scored by a part of it that has not seen them; the same attributes may get another score as a new customer.',
    ),
  ];
}
