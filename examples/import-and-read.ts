// Imports a file, follows the work until it is done, and counts the customers by segment, over all pages of the list.
//
//   HOLDFAST_KEY=$(cat .data/admin-api-key) node examples/import-and-read.ts customers.csv
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { graphql, ImportDatasetMutation, JobSubscription } from '@holdfast/schema';
import { client } from './holdfast.ts';

const [path] = process.argv.slice(2);
if (!path) throw new Error('Give a file.');

// It continues by itself where a connection breaks.
const file = await openAsBlob(path);
const uploadId = await client.upload(file, {
  fileName: basename(path),
  onProgress: (sent) => console.log(`sent ${Math.round((100 * sent) / file.size)} %`),
});
const { importDataset } = await client.mutate(ImportDatasetMutation, {
  input: { uploadId, name: basename(path, '.csv'), analyse: true },
});

// Where the connection breaks, the present state comes again.
for await (const { job } of client.subscribe(JobSubscription, { id: importDataset.job!.id })) {
  console.log(job?.state, job?.step ?? '');
  if (job?.error) throw new Error(job.error.message);
}

const CustomersQuery = graphql(`
  query Customers($datasetId: ID!, $after: String) {
    customers(datasetId: $datasetId, first: 100, after: $after) {
      edges { node { segment { name } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
const sizes = new Map<string, number>();
const list = client.connection(
  CustomersQuery,
  { datasetId: importDataset.dataset!.id },
  ({ customers }) => customers,
);
for await (const { segment } of list) {
  const name = segment?.name ?? 'no segment yet';
  sizes.set(name, (sizes.get(name) ?? 0) + 1);
}
for (const [name, size] of sizes) console.log([size, name].join('\t'));
