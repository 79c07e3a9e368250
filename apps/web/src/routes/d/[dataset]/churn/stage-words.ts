import type { MODEL_STAGES, RUN_STATUSES } from '@holdfast/schema';
import { say } from './messages';

/** How far a model is, as the API says it. */
interface Staged {
  readonly status: keyof typeof RUN_STATUSES;
  readonly stage: keyof typeof MODEL_STAGES;
}

/** What a model is used for, or what became of its training, in words. */
export function stageInWords({ status, stage }: Staged): string {
  return status === 'COMPLETED' ? say().stages[stage] : say().states[status];
}
