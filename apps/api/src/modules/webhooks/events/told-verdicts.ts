import type { EntityManager } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';

/** What can be said of a campaign; null until outcomes of both arms are known. */
export interface Verdict {
  readonly campaignId: string;
  readonly verdict: string | null;
}

/** What the newest campaigns of a dataset came to, from the slice that measures them. */
export type ReadVerdicts = (call: CallContext, datasetId: string) => Promise<readonly Verdict[]>;

/** Verdicts that say something of the campaign. */
const MEASURED = new Set(['WORKS', 'HARMS', 'NO_EVIDENCE']);

/** Remembers what was last told of campaigns, and answers with those of which there is something else to tell. */
export async function changedVerdicts(
  manager: EntityManager,
  datasetId: string,
  verdicts: readonly Verdict[],
): Promise<Verdict[]> {
  const measured = verdicts.filter(({ verdict }) => verdict !== null && MEASURED.has(verdict));
  if (measured.length === 0) return [];
  return manager.query(
    `insert into webhook_campaigns as told (campaign_id, dataset_id, verdict)
     select id, $1, verdict from unnest($2::uuid[], $3::text[]) as v(id, verdict)
     on conflict (campaign_id) do update set verdict = excluded.verdict where told.verdict <> excluded.verdict
     returning campaign_id as "campaignId", verdict`,
    [datasetId, measured.map(({ campaignId }) => campaignId), measured.map(({ verdict }) => verdict)],
  );
}
