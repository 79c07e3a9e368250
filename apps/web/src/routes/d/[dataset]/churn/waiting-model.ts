import type { ResultOf } from '@holdfast/schema';
import type { VersionFragment } from './churn.documents';

type Model = ResultOf<typeof VersionFragment>;

/** A newly trained model that did not become champion by itself. */
export interface WaitingModel {
  readonly model: Model;
  /** Why it waits, in the API's words; null where too few customers are known to both. */
  readonly reason: string | null;
  /** Whether it can be promoted by hand. */
  readonly usable: boolean;
}

/** The newest trained model, if it waits beside a champion; `models` are the newest first. */
export function waitingModel(models: readonly Model[], champion: string | null): WaitingModel | undefined {
  const model = models.find(({ status }) => status === 'COMPLETED');
  if (champion === null || model?.stage !== 'CANDIDATE') return undefined;
  const weakness = model.warnings.find(({ code }) => code === 'MODEL_TOO_WEAK');
  const reason = weakness?.message ?? model.comparison?.sentence ?? null;
  return { model, reason, usable: weakness === undefined };
}
