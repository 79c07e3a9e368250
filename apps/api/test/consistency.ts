import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Asks the database a question. */
type Ask = <T>(statement: string) => Promise<T[]>;

/**
 * Lists the inconsistencies between a database and its data folder in words; empty if there are none. Every customer has
 * a segment and a score for the latest attributes, sizes add up, nothing is left of erased customers, no file is left over.
 * Waits until nothing is under way: half-done work is no inconsistency.
 */
export async function findInconsistencies(ask: Ask, dataDir: string): Promise<string[]> {
  await untilQuiet(ask);
  const found: string[] = [];
  for (const [what, statement] of Object.entries(QUESTIONS)) {
    const [{ count }] = (await ask<{ count: number }>(
      `select count(*)::int as count from (${statement}) found`,
    )) as [{ count: number }];
    if (count > 0) found.push(`${count} ${what}`);
  }
  const kept = await ask<{ path: string }>('select path from snapshots where lost_at is null');
  const paths = new Set(kept.map(({ path }) => path));
  const files = filesBelow(join(dataDir, 'snapshots')).map((path) => relative(dataDir, path));
  found.push(...files.filter((path) => !paths.has(path)).map((path) => `${path} belongs to no snapshot`));
  found.push(...[...paths].filter((path) => !files.includes(path)).map((path) => `${path} is missing`));
  found.push(...filesBelow(join(dataDir, 'work')).map((path) => `${path} is left over`));
  found.push(
    ...filesBelow(join(dataDir, 'uploads'))
      .filter((path) => /\/p\d+-[^/]*$/.test(path))
      .map((path) => `${path} is left over`),
  );
  return found;
}

/** Waits until no job and no event is to be seen to any more, or until `isOver`. */
export async function untilQuiet(ask: Ask, isOver = () => false): Promise<void> {
  while (!isOver()) {
    const [open] = await ask(
      `select from jobs where state in ('PENDING', 'RUNNING')
       union all select from outbox where given_up_at is null limit 1`,
    );
    if (open === undefined) return;
    await delay(50);
  }
}

const QUESTIONS: Readonly<Record<string, string>> = {
  'customers without a segment, or in one of earlier attributes': `
    select from segmentations n join customers c on c.dataset_id = n.dataset_id
    left join segment_memberships m on m.segmentation_id = n.id and m.row = c.row
    where n.active and (m.row is null or m.revision < c.revision)`,
  'memberships of nobody': `
    select from segment_memberships m join segmentations n on n.id = m.segmentation_id
    where not exists (select from customers c where c.dataset_id = n.dataset_id and c.row = m.row)`,
  'points of nobody': `
    select from projection_points p join segmentations n on n.id = p.segmentation_id
    where not exists (select from customers c where c.dataset_id = n.dataset_id and c.row = p.row)`,
  'customers without a place on a map that has room for all': `
    select from segmentations n join customers c on c.dataset_id = n.dataset_id
    left join projection_points p on p.segmentation_id = n.id and p.row = c.row
    where n.active and n.components is not null and p.row is null
      and n.map_size >= (select count(*) from customers o where o.dataset_id = n.dataset_id)`,
  'segmentations whose sizes do not add up': `
    select from segmentations n join segments s on s.segmentation_id = n.id where n.active
    group by n.id, n.dataset_id, s.k
    having sum(s.size) <> (select count(*) from customers c where c.dataset_id = n.dataset_id)`,
  'segments with another size than members': `
    select from segmentations n join segments s on s.segmentation_id = n.id where n.active and s.size <> (
      select count(*) from segment_memberships m
      where m.segmentation_id = n.id and m.labels[s.k - n.min_k + 1] = s.index)`,
  'customers without a score, or with one of earlier attributes': `
    select from churn_models m join customers c on c.dataset_id = m.dataset_id
    left join churn_scores s on s.churn_model_id = m.id and s.row = c.row
    where m.stage = 'CHAMPION' and (s.row is null or s.revision < c.revision)`,
  'scores of nobody': `
    select from churn_scores s join churn_models m on m.id = s.churn_model_id
    where not exists (select from customers c where c.dataset_id = m.dataset_id and c.row = s.row)`,
  'scores without contributions': `
    select from churn_scores s where not exists (
      select from churn_contributions t where t.churn_model_id = s.churn_model_id and t.row = s.row)`,
  'remembered scores of nobody': `
    select from churn_score_history h
    where not exists (select from customers c where c.dataset_id = h.dataset_id and c.row = h.row)`,
  'values of nobody': `
    select from customer_values v
    where not exists (select from customers c where c.dataset_id = v.dataset_id and c.row = v.row)`,
  'purchases of nobody': `
    select from purchase_histories h
    where not exists (select from customers c where c.dataset_id = h.dataset_id and c.row = h.row)`,
  'values of earlier attributes': `
    select from customer_values v join customers c on c.dataset_id = v.dataset_id and c.row = v.row
    where v.revision < c.revision`,
  'outcomes of nobody': `
    select from outcomes o
    where not exists (select from customers c where c.dataset_id = o.dataset_id and c.row = o.row)`,
  'members of campaigns who are nobody': `
    select from campaign_members m
    where not exists (select from customers c where c.dataset_id = m.dataset_id and c.row = m.row)`,
  'campaigns that count other members than they have': `
    select from campaigns c where (c.hold_out_count, c.contacted_count) <> (
      select (count(*) filter (where held_out))::int, (count(*) filter (where not held_out))::int
      from campaign_members m where m.campaign_id = c.id)`,
  'datasets that count other customers than they have': `
    select from datasets d
    where d.customer_count <> (select count(*) from customers c where c.dataset_id = d.id)`,
  'datasets that would give a row number twice': `
    select from datasets d where exists (select from customers c where c.dataset_id = d.id and c.row >= d.next_row)`,
  'datasets that are READY without a snapshot': `
    select from datasets d
    where d.status = 'READY' and not exists (select from snapshots s where s.dataset_id = d.id)`,
  'results of work that did not succeed': `
    select from segmentations n join segments s on s.segmentation_id = n.id where n.status in ('FAILED', 'CANCELLED')
    union all
    select from churn_models m join churn_scores s on s.churn_model_id = m.id where m.status in ('FAILED', 'CANCELLED')`,
  'jobs that failed by a fault of ours': `select from jobs where state = 'FAILED' and error_code in ('INTERNAL', 'JOB_LOST')`,
  'events that were not delivered': `select from outbox`,
};

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  } catch {
    return [];
  }
}
