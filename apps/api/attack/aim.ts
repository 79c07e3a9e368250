import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '../test/client.js';
import type { Target } from './attack.js';

interface Seen {
  readonly datasets: { readonly edges: readonly { readonly node: SeenDataset }[] };
  readonly jobs: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}
interface SeenDataset {
  readonly id: string;
  readonly activeSegmentation: { readonly id: string } | null;
  readonly champion: { readonly id: string } | null;
}

/** Waits until the first dataset of a server has its segmentation and its champion, and takes aim at it. */
export async function aim(url: string, admin: string): Promise<Target> {
  const { query } = createApiClient(url, admin);
  for (;;) {
    const { datasets, jobs } = await query<Seen>(
      '{ datasets(first: 1) { edges { node { id activeSegmentation { id } champion { id } } } } jobs(first: 1, states: [COMPLETED]) { edges { node { id } } } }',
    );
    const { id, activeSegmentation, champion } = datasets.edges[0]?.node ?? {};
    const jobId = jobs.edges[0]?.node.id;
    if (id && jobId && activeSegmentation && champion) {
      const { createApiKey } = await query<{ createApiKey: { secret: string } }>(
        'mutation { createApiKey(input: { name: "attacker", role: VIEWER }) { secret } }',
      );
      const viewer = createApiKey.secret;
      return {
        url,
        admin,
        viewer,
        datasetId: id,
        segmentationId: activeSegmentation.id,
        churnModelId: champion.id,
        jobId,
      };
    }
    await sleep(200);
  }
}
