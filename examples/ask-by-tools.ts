// Does what an agent does: lists the tools of Holdfast, then asks who may leave, by the Model Context Protocol.
//
//   HOLDFAST_KEY=$(cat .data/admin-api-key) node examples/ask-by-tools.ts
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const url = process.env.HOLDFAST_URL ?? 'http://127.0.0.1:4000';
const headers = { authorization: `Bearer ${process.env.HOLDFAST_KEY}` };
const client = new Client({ name: 'example', version: '1.0.0' });
await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }));

const { tools } = await client.listTools();
console.log(tools.map(({ name }) => name).join(', '));

interface Datasets {
  datasets: { edges: { node: { id: string } }[] };
}
interface Leavers {
  customers: {
    edges: { node: { externalId: string; churn: { probability: number; reasons: { text: string }[] } } }[];
  };
}

/** Calls a tool; what it refuses is thrown. */
async function call<Result>(name: string, input: Record<string, unknown>): Promise<Result> {
  const { isError, content, structuredContent } = await client.callTool({ name, arguments: input });
  if (isError) throw new Error(JSON.stringify(content));
  return structuredContent as Result;
}

const { datasets } = await call<Datasets>('list_datasets', {});
const dataset = datasets.edges[0]?.node;
if (!dataset) throw new Error('There is no dataset yet: import a file first.');
const { customers } = await call<Leavers>('who_may_leave', { datasetId: dataset.id, first: 3 });
for (const { node } of customers.edges) {
  const { probability, reasons } = node.churn;
  console.log(
    [node.externalId, `${Math.round(100 * probability)} %`, reasons[0]?.text ?? 'no reason'].join('\t'),
  );
}
await client.close();
