import { createApiClient } from '../test/client.js';
import type { Asked } from '../test/headline-figures.js';
import { idle, importTable } from './import-table.js';
import { SEGMENTED_TABLES, type SegmentedTable } from './segmented-tables.js';
import { Server } from './server.js';

// pnpm --filter @holdfast/api which-k [SET]: which number of segments is recommended for public sets, the sample and tables
// without groups, with the sentence that says why, columns that count as one, and of every k its silhouette and the tests that it does not pass.

interface Fit {
  readonly segmentation: {
    readonly recommendedK: number;
    readonly recommendation: string;
    readonly clearGroups: boolean | null;
    readonly outliers: readonly { readonly reason: string }[];
    readonly columnsTogether: readonly (readonly string[])[];
    readonly columnsComputed: readonly {
      readonly column: string;
      readonly parts: readonly string[];
      readonly counts: number;
    }[];
    readonly segments: readonly { readonly name: string; readonly share: number }[];
    readonly qualities: readonly Quality[];
  };
}
interface Quality {
  readonly k: number;
  readonly silhouetteScore: number;
  readonly stability: number;
  readonly worstStability: number;
  readonly smallestShare: number;
  readonly rating: number | null;
  readonly failed: readonly string[];
}

const server = await Server.start([], { SAMPLE_DATA: 'false' });
try {
  const asked = { url: server.url, adminKey: server.admin, ...createApiClient(server.url, server.admin) };
  for (const table of SEGMENTED_TABLES.filter(({ name }) => name.includes(process.argv[2] ?? ''))) {
    const text = table.read();
    if (text === null) console.log(`\n${table.name}: ../shared/data is absent`);
    else tell(table, await fit(asked, table, text));
  }
} finally {
  await server.stop();
}

async function fit(asked: Asked, table: SegmentedTable, text: string): Promise<Fit> {
  const datasetId = await importTable(asked, table, text);
  const { fitSegmentation } = await asked.query<{ fitSegmentation: { segmentation: { id: string } } }>(
    `mutation ($input: FitSegmentationInput!) {
      fitSegmentation(input: $input) { segmentation { id } userErrors { message } }
    }`,
    { input: { datasetId, features: table.features ?? null } },
  );
  await idle(asked);
  return asked.query<Fit>(
    `query ($id: ID!) {
      segmentation(id: $id) {
        recommendedK recommendation clearGroups
        outliers { reason }
        columnsTogether
        columnsComputed { column parts counts }
        segments { name share }
        qualities { k silhouetteScore stability worstStability smallestShare rating failed }
      }
    }`,
    { id: fitSegmentation.segmentation.id },
  );
}

function tell({ name }: SegmentedTable, { segmentation }: Fit): void {
  const {
    recommendedK,
    recommendation,
    clearGroups,
    outliers,
    columnsTogether,
    columnsComputed,
    segments,
    qualities,
  } = segmentation;
  console.log(
    `\n${name}: ${recommendedK}${clearGroups === false ? ', no clear groups' : ''}\n${recommendation}`,
  );
  console.log(segments.map(({ name, share }) => `${name} ${Math.round(100 * share)} %`).join(' · '));
  for (const names of columnsTogether) console.log(`count as one: ${names.join(', ')}`);
  for (const { column, parts, counts } of columnsComputed) {
    console.log(`counts ${counts.toFixed(2)} times beside ${parts.join(', ')}: ${column}`);
  }
  for (const { reason } of outliers.slice(0, 3)) console.log(`apart: ${reason}`);
  console.log(['k', 'silhouette', 'comes back', 'worst', 'smallest', 'says', 'does not pass'].join('\t'));
  for (const { k, silhouetteScore, stability, worstStability, smallestShare, rating, failed } of qualities) {
    const figures = [silhouetteScore, stability, worstStability, smallestShare].map((figure) =>
      figure.toFixed(3),
    );
    console.log([k, ...figures, rating?.toFixed(2) ?? '–', failed.length].join('\t'));
  }
}
