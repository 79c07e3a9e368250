import type { DataSource, EntityManager } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';
import { speaking } from '../../../platform/words/spoken.js';
import { sayComparison } from '../report/compare-models.js';
import type { ModelComparison } from '../report/model-comparison.types.js';
import { ChampionChange } from './champion-change.types.js';
import type { English } from './messages.en.js';
import { say } from './messages.js';
import type { Verdict } from './verdict.js';

const MOST_CHARACTERS = 1000;

/** Who decided that a model takes over, null where nobody did, and why. */
export interface ChampionDecision {
  readonly by: string | null;
  readonly reason: string;
}

/** Reads why somebody promotes a model; empty if they do not say. @throws AppError BAD_USER_INPUT */
export function readReason(typed: string | null | undefined): string {
  const reason = typed?.trim() ?? '';
  if (reason.length <= MOST_CHARACTERS) return reason;
  const message = `reason has ${reason.length} characters; it must have at most ${MOST_CHARACTERS}.`;
  throw new AppError('BAD_USER_INPUT', message, { field: ['reason'] });
}

/** Why a newly trained model takes over by itself. */
export function reasonOf({ championId, comparison }: Verdict): string {
  if (comparison !== null) return comparison.sentence;
  return championId === null ? say().first : say().instead;
}

/** The same in the language of now, of what was noted when a model took over by itself. */
export function sayReason(noted: string, comparison: ModelComparison | null | undefined): string {
  if (comparison && comparison.sentence === noted) return sayComparison(comparison);
  const known = speaking('en', () => Object.entries(say())).find(([, english]) => english === noted);
  return known ? say()[known[0] as keyof English] : noted;
}

/** Notes in the transaction of the change that a model takes over from another. */
export async function noteChange(
  manager: EntityManager,
  { datasetId, churnModelId, replacedId }: Pick<ChampionChange, 'datasetId' | 'churnModelId' | 'replacedId'>,
  { by, reason }: ChampionDecision,
): Promise<void> {
  await manager.query(
    `insert into champion_changes (dataset_id, churn_model_id, replaced_id, decided_by, reason)
     values ($1, $2, $3, $4, $5)`,
    [datasetId, churnModelId, replacedId, by, reason],
  );
}

/** The changes of a dataset, the last one first. */
export async function readChanges(
  dataSource: DataSource,
  datasetId: string,
  first: number,
): Promise<ChampionChange[]> {
  const found = await dataSource.query<ChampionChange[]>(
    `select dataset_id as "datasetId", churn_model_id as "churnModelId", replaced_id as "replacedId",
       changed_at as "changedAt", decided_by as "decidedBy", reason
     from champion_changes where dataset_id = $1 order by place desc limit $2`,
    [datasetId, first],
  );
  return found.map((change) => Object.assign(new ChampionChange(), change));
}
