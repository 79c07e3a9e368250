// Prints the customers to call first and why, one a line.
//
//   HOLDFAST_KEY=$(cat .data/admin-api-key) node examples/call-first.ts
import { CallFirstQuery, graphql } from '@holdfast/schema';
import { client } from './holdfast.ts';

// A document of your own has types, too: they come from the schema.
const NewestDatasetQuery = graphql(`
  query NewestDataset {
    datasets(first: 1) { edges { node { id name } } }
  }
`);

const { datasets } = await client.query(NewestDatasetQuery);
const dataset = datasets.edges[0]?.node;
if (!dataset) throw new Error('There is no dataset yet: import a file first.');

const { customers } = await client.query(CallFirstQuery, {
  datasetId: dataset.id,
  first: 10,
  orderBy: 'CHURN_PROBABILITY_DESC',
});
console.log(`${dataset.name}: ${customers.totalCount} customers, the most likely to leave first`);
for (const { node } of customers.edges) {
  const percent = node.churn ? `${Math.round(100 * node.churn.probability)} %` : 'not scored';
  const reason = node.churn?.reasons[0]?.text ?? '';
  console.log([node.externalId, node.segment?.name ?? 'no segment', percent, reason].join('\t'));
}
