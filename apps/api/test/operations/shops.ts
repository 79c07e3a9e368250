import type { Limits } from '../../src/platform/config.js';
import { importCsv, upload } from '../import-client.js';
import type { TestApp } from '../test-app.js';

/** Limits that one key does not reach, however much it sends. */
export const GENEROUS: Partial<Limits> = { queryRate: 999_999, jobsPerCaller: 10_000 };

/** The ids of a dataset with segments and a champion, and of what belongs to it. */
export interface Shop {
  readonly dataset: string;
  readonly segmentation: string;
  readonly churnModel: string;
  readonly job: string;
  readonly upload: string;
  readonly customer: string;
  readonly segmentKey: string;
}

/** 240 customers of whom the rare visitors mostly left, with a column of each type and one row that is rejected. */
export function shopCsv(prefix: string): string {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const visits = (i * 37) % 20;
    const left = (i * 7919) % 101 > 5 * visits ? 'yes' : 'no';
    const day = String((i % 28) + 1).padStart(2, '0');
    return `${prefix}${i},${visits},${(i * 13) % 397},${left},${['Bonn', 'Köln', 'Ulm'][i % 3]},2024-03-${day}`;
  });
  return ['customer_id,visits,spend,churn,city,since', ...rows, `${prefix}bad,1,2`].join('\n');
}

/** Imports a shop, segments it, trains its champion, and waits until both are done. */
export async function createShop(app: TestApp, prefix: string): Promise<Shop> {
  const csv = shopCsv(prefix);
  const columns = [{ name: 'spend', role: 'MONETARY_VALUE' }];
  const dataset = await importCsv(app, csv, { name: prefix, columns });
  await app.query(
    `mutation ($id: ID!) {
      fitSegmentation(input: { datasetId: $id, maxK: 3 }) { job { id } }
      trainChurnModel(input: { datasetId: $id, algorithm: LOGISTIC_REGRESSION, imbalance: NONE }) { job { id } }
    }`,
    { id: dataset },
  );
  await app.idle(dataset);
  const found = await app.query<{
    dataset: { activeSegmentation: { id: string; segments: { key: string }[] }; champion: { id: string } };
    jobs: { edges: { node: { id: string } }[] };
  }>(
    `query ($id: ID!) {
      dataset(id: $id) { activeSegmentation { id segments { key } } champion { id } }
      jobs(datasetId: $id) { edges { node { id } } }
    }`,
    { id: dataset },
  );
  return {
    dataset,
    segmentation: found.dataset.activeSegmentation.id,
    churnModel: found.dataset.champion.id,
    job: found.jobs.edges[0]!.node.id,
    upload: await upload(app, csv),
    customer: `${prefix}0`,
    segmentKey: found.dataset.activeSegmentation.segments[0]!.key,
  };
}
