import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '../test/client.js';
import { type Attack, describe, harmless, refused, send, type Target } from './attack.js';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/** A message to /mcp, as it is. */
function tell(target: Target, body: string, secret: string | null = target.viewer) {
  const authorization = secret === null ? {} : { authorization: `Bearer ${secret}` };
  const accept = 'application/json, text/event-stream';
  const headers = { 'content-type': 'application/json', accept, ...authorization };
  return send(target, '/mcp', { method: 'POST', headers, body });
}

const message = (method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const use = (name: string, args: object = {}) => message('tools/call', { name, arguments: args });

/** What stands in an answer of a tool, whatever its form. */
async function textOf({ url, viewer }: Target, body: string): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${viewer}`,
  };
  return (await fetch(`${url}/mcp`, { method: 'POST', headers, body })).text();
}

/** A tool that a key may not use, called by its name all the same. */
const denied = (tool: string, args: (target: Target) => object): Attack => ({
  name: `the tool ${tool}, of a key that may only read`,
  expected: 'an error, and nothing done',
  run: async (target) => {
    const got = await textOf(target, use(tool, args(target)));
    return { got: got.slice(0, 100), holds: /"isError":true|"error":/.test(got) };
  },
});

/** The address of a file that was written, as its owner got it. */
async function signedPath({ url, admin, datasetId }: Target): Promise<string> {
  const { query } = createApiClient(url, admin);
  const { exportCustomers } = await query<{ exportCustomers: { customerExport: { id: string } } }>(
    'mutation ($input: ExportCustomersInput!) { exportCustomers(input: $input) { customerExport { id } } }',
    { input: { datasetId, format: 'CSV' } },
  );
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const { customerExport } = await query<{ customerExport: { url: string | null } | null }>(
      'query ($id: ID!) { customerExport(id: $id) { url } }',
      { id: exportCustomers.customerExport.id },
    );
    const address = customerExport?.url ?? null;
    if (address !== null) return new URL(address).pathname + new URL(address).search;
    await sleep(PAUSE_MS);
  }
  throw new Error('The export was not written.');
}

/** What is left of an export that was asked for. */
const EXPORT = ['customer_exports', 'jobs'];

const forged = (how: string, change: (path: string) => string): Attack =>
  refused(
    `an export's address ${how}`,
    'NOT_FOUND',
    async (target) => send(target, change(await signedPath(target))),
    EXPORT,
  );

/** What agents can be made to send, and addresses that need no key. */
export const agents: readonly Attack[] = [
  refused('a message of a stranger to /mcp', 'UNAUTHENTICATED', (target) =>
    tell(target, message('tools/list'), null),
  ),
  refused('many messages in one to /mcp', 'BAD_USER_INPUT', (target) =>
    tell(target, `[${Array.from({ length: 1000 }, () => message('tools/list')).join()}]`),
  ),
  refused('a message of 300 kB to /mcp', 'BAD_USER_INPUT', (target) =>
    tell(target, message('tools/call', { name: 'x'.repeat(300_000) })),
  ),
  refused('a session at /mcp', 'BAD_USER_INPUT', ({ url, viewer, ...target }) =>
    send({ url, viewer, ...target }, '/mcp', { headers: { authorization: `Bearer ${viewer}` } }),
  ),
  harmless('no message at all to /mcp', (target) => tell(target, '{}')),
  harmless('a tool that is not there', (target) => tell(target, use('drop_tables'))),
  harmless('a tool called __proto__', (target) => tell(target, use('__proto__', { constructor: 1 }))),
  harmless('arguments of 60,000 levels for a tool', (target) =>
    tell(
      target,
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_customer","arguments":{"x":${'['.repeat(60_000)}${']'.repeat(60_000)}}}}`,
    ),
  ),
  denied('note_on_customer', ({ datasetId }) => ({ datasetId, externalId: 'x', text: 'x' })),
  denied('create_campaign', ({ datasetId }) => ({ datasetId, name: 'x' })),
  denied('record_outcomes', ({ datasetId }) => ({ datasetId, outcomes: [] })),
  {
    name: '300 messages at once to /mcp',
    expected: 'an answer to each, none a fault',
    run: async (target) => {
      const answers = await Promise.all(
        Array.from({ length: 300 }, () => tell(target, message('tools/list'))),
      );
      const fault = answers.find(({ status }) => status !== 200 && status !== 429);
      return { got: fault === undefined ? '300 answers' : describe(fault), holds: fault === undefined };
    },
  },
  refused('a shared report that nobody made', 'NOT_FOUND', (target) =>
    send(target, `/reports/${'x'.repeat(43)}`),
  ),
  ...['..%2f..%2fadmin-api-key', '%00', 'a'.repeat(5000)].map((token) =>
    harmless(`the shared report ${token.slice(0, 30)}`, (target) => send(target, `/reports/${token}`)),
  ),
  refused('an export that nobody made', 'NOT_FOUND', (target) =>
    send(target, `/exports/${target.datasetId}?expires=9999999999999&signature=x`),
  ),
  ...['..%2f..%2fadmin-api-key', '%00', 'a'.repeat(5000)].map((id) =>
    harmless(`the export ${id.slice(0, 30)}`, (target) =>
      send(target, `/exports/${id}?expires=1&signature=x`),
    ),
  ),
  forged('with another signature', (path) =>
    path.replace(/signature=./, (found) => `signature=${found.endsWith('A') ? 'B' : 'A'}`),
  ),
  forged('without its signature', (path) => path.replace(/&signature=.*$/, '')),
  refused(
    "an export's address with two signatures",
    'BAD_USER_INPUT',
    async (target) => send(target, `${await signedPath(target)}&signature=x`),
    EXPORT,
  ),
  forged('with a later end', (path) =>
    path.replace(/expires=(\d+)/, (_, end: string) => `expires=${Number(end) + 1}`),
  ),
];
