// Prints the supergraph of Holdfast and a help desk of your own, for any gateway of Apollo Federation 2.
//
//   HOLDFAST_KEY=$(cat .data/admin-api-key) node examples/compose-supergraph.ts > supergraph.graphql
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

const url = process.env.HOLDFAST_URL ?? 'http://127.0.0.1:4000';
const response = await fetch(`${url}/graphql/subgraph.graphql`, {
  headers: { authorization: `Bearer ${process.env.HOLDFAST_KEY}` },
});
if (!response.ok) throw new Error(await response.text());

// It knows customers by the ids that your systems have, and adds what it knows of them.
const helpDesk = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  type Customer @key(fields: "datasetId externalId") { datasetId: ID! externalId: String! openTickets: Int! }
  type Query { customersWaiting: [Customer!]! }
`;

const { supergraphSdl, errors } = composeServices([
  { name: 'holdfast', url: `${url}/graphql`, typeDefs: parse(await response.text()) },
  { name: 'help-desk', url: 'http://help-desk.internal/graphql', typeDefs: parse(helpDesk) },
]);
if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
console.log(supergraphSdl);
