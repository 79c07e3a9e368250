import type { ModelComparison } from '../report/model-comparison.types.js';

/** Whether a newly trained model becomes champion, and beside whom it was judged. */
export interface Verdict {
  /** The champion at that time; null if there was none. */
  readonly championId: string | null;
  readonly promoted: boolean;
  readonly comparison: ModelComparison | null;
}
