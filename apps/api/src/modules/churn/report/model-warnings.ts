import type { EventWords } from '../definition/event-words.types.js';
import { signInWords } from '../training/leakage-in-words.js';
import { MIN_AUC_LOW } from '../training/min-auc-low.js';
import type { ClassifierMetrics, ShuffledOutcomes, TrainedClassifier } from '../training/training.types.js';
import type { ModelWarning } from './churn-report.types.js';

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
  if (mayBeLuck(metrics)) return luckInWords(metrics.rocAuc, metrics.shuffled!);
  return (
    `The 95 % interval of its AUC is ${metrics.rocAucLow.toFixed(2)} to ${metrics.rocAucHigh.toFixed(2)} ` +
    `(0.50 is chance); its lower end must be at least ${MIN_AUC_LOW}.`
  );
}

function luckInWords(rocAuc: number, { shuffles, asGood, highest, needed }: ShuffledOutcomes): string {
  const found =
    asGood > 0
      ? `Of ${shuffles} tables with shuffled outcomes ${asGood} led to an AUC at least as high`
      : `${shuffles} tables with shuffled outcomes led to AUCs of up to ${highest.toFixed(3)}`;
  return `${found}: what it learned may be luck. Its AUC is ${rocAuc.toFixed(3)}; it must be above ${needed.toFixed(3)}.`;
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

function warning(code: string, message: string, column: string | null = null): ModelWarning {
  return { code, message, column };
}

function weakness({ metrics }: TrainedClassifier, { people, others }: EventWords): ModelWarning[] {
  if (isTrustworthy(metrics)) return [];
  return [
    warning(
      'MODEL_TOO_WEAK',
      `The model does not tell ${people} from ${others} well enough to be champion. ${weaknessInWords(metrics)}`,
    ),
  ];
}

function broughtIn({ given, metrics, judgedRows }: TrainedClassifier): ModelWarning[] {
  if (given === undefined) return [];
  const { version, trainedOn, rocAuc } = given.promised;
  const told = `It was trained elsewhere, as version ${version}, on ${trainedOn} customers, where it promised an AUC of ${rocAuc.toFixed(3)}; on ${judgedRows} customers here it is ${metrics.rocAuc.toFixed(3)}. It waits until somebody promotes it.`;
  const anew = 'Its probabilities did not hold here, so they were calibrated anew on these customers.';
  return [
    warning('TRAINED_ELSEWHERE', told),
    ...(given.calibratedAnew ? [warning('CALIBRATED_ANEW', anew)] : []),
  ];
}

function leakage({ suspects }: TrainedClassifier, words: EventWords): ModelWarning[] {
  const { past, gerund } = words;
  return suspects.map((suspect) =>
    warning(
      'LEAKAGE_SUSPECTED',
      `"${suspect.column}" may give away who ${past}: ${signInWords(suspect, words)}. Is it known before ${gerund}? ` +
        'If not, train again without it.',
      suspect.column,
    ),
  );
}

function leftOut(trained: TrainedClassifier, words: EventWords): ModelWarning[] {
  return trained.leftOut.map(({ column, reason, suspect }) => {
    if (reason === 'computedFromRule') {
      const message = `"${column}" can be derived from the rule's column and was left out.`;
      return warning('COMPUTED_FROM_RULE', message, column);
    }
    if (reason === 'namesCustomers') {
      const message = `"${column}" names customers: rows with one value of it share their outcome, those with the next do not. It was left out.`;
      return warning('NAMES_CUSTOMERS', message, column);
    }
    const message = `"${column}" gives away who ${words.past} and was left out: ${signInWords(suspect!, words)}.`;
    return warning('LEAKAGE_LEFT_OUT', message, column);
  });
}

function size(
  { drawnRows, rows, positives, judgedRows, metrics }: TrainedClassifier,
  customerCount: number,
  { past, otherwise }: EventWords,
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
      positives < rows - positives
        ? `${positives} of ${rows} ${past}`
        : `${rows - positives} of ${rows} ${otherwise}`;
    warnings.push(warning('RARE_OUTCOME', `Only ${rare}; the figures rest on those few.`));
  }
  const isSample = drawnRows < customerCount;
  const unknown = (isSample ? drawnRows : customerCount) - rows;
  if (unknown > 0) {
    warnings.push(
      warning(
        'UNKNOWN_OUTCOME',
        `It is not known whether ${unknown} customers ${past}: they are scored, but not trained on.`,
      ),
    );
  }
  if (isSample) {
    const [judged, learned, all] = [judgedRows, rows, customerCount].map((count) =>
      count.toLocaleString('en-GB'),
    );
    warnings.push(
      warning(
        'LEARNED_FROM_SAMPLE',
        `Judged on ${judged}, learned from ${learned} of ${all} customers, drawn at random; all are scored.`,
      ),
    );
  } else if (judgedRows < rows) {
    warnings.push(
      warning(
        'JUDGED_ON_SAMPLE',
        `Evaluated on a random ${judgedRows} of ${rows} customers, trained on all of them.`,
      ),
    );
  }
  return warnings;
}

function duplicates({ duplicateRows, repeats, judgedRows }: TrainedClassifier): ModelWarning[] {
  const warnings: ModelWarning[] = [];
  if (duplicateRows > 0) {
    warnings.push(
      warning(
        'DUPLICATE_ROWS',
        `${duplicateRows} of ${judgedRows} customers match another in every feature; duplicates were kept in the same fold.`,
      ),
    );
  }
  if (repeats.ofOneCustomer > 0) {
    const ids = repeats.ids.map((name) => `"${name}"`).join(', ');
    const message = `${repeats.ofOneCustomer} of ${judgedRows} rows are of a customer who has another, by ${ids}; rows of one were kept in the same fold.`;
    warnings.push(warning('REPEATED_CUSTOMERS', message, repeats.ids[0]));
  }
  if (repeats.near > 0) {
    const message = `${repeats.near} of ${judgedRows} rows are nearly equal to another with the same outcome, as several rows of one customer are; they were kept in the same fold.`;
    warnings.push(warning('NEARLY_EQUAL_ROWS', message));
  }
  return warnings;
}

function memory({ remembersRows }: TrainedClassifier): ModelWarning[] {
  if (!remembersRows) return [];
  return [
    warning(
      MEMORISES,
      'The model memorises the customers it learned from, so each of them is scored by a part of it that has not seen them; the same attributes may get another score as a new customer.',
    ),
  ];
}
