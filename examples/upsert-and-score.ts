// Writes a customer as a CRM would, then asks how likely they are to leave, as they are and after a change.
//
//   HOLDFAST_KEY=$(cat .data/admin-api-key) node examples/upsert-and-score.ts <dataset id> <customer id> '{"recency_days": 90}'
import { randomUUID } from 'node:crypto';
import { graphql, ScoreQuery, UpsertCustomersMutation } from '@holdfast/schema';
import { InputError } from '@holdfast/schema/client';
import { client } from './holdfast.ts';

const AttributesQuery = graphql(`
  query Attributes($datasetId: ID!, $externalId: String!) {
    customer(datasetId: $datasetId, externalId: $externalId) { attributes }
  }
`);

const [datasetId, externalId, change] = process.argv.slice(2);
if (!datasetId || !externalId || !change) throw new Error('Give a dataset id, a customer id and a change.');

const { customer } = await client.query(AttributesQuery, { datasetId, externalId });
if (!customer) throw new Error(`No customer has the id ${externalId}.`);

// Under the same key the server does this once, so the client may repeat it where an answer is lost.
const input = {
  datasetId,
  idempotencyKey: randomUUID(),
  customers: [{ externalId, attributes: customer.attributes }],
};
try {
  const { upsertCustomers } = await client.mutate(UpsertCustomersMutation, { input });
  console.log(`created ${upsertCustomers.created}, updated ${upsertCustomers.updated}`);
} catch (error) {
  // What is wrong with the input, field by field.
  if (!(error instanceof InputError)) throw error;
  for (const { field, message } of error.userErrors) console.error(field?.join('.'), message);
}

// Nothing that is scored here is stored.
const changed = { ...customer.attributes, ...(JSON.parse(change) as Record<string, unknown>) };
const { score } = await client.query(ScoreQuery, { datasetId, customers: [customer.attributes, changed] });
for (const [at, { probability, segmentName }] of score.entries()) {
  console.log(`${at === 0 ? 'as it is' : 'changed'}: ${probability?.toFixed(3)} in ${segmentName}`);
}
