import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import {
  type Answer,
  type Attack,
  describe,
  harmless,
  refused,
  send,
  sendJson,
  type Target,
} from './attack.js';

/** Small objects, so many that parsing them takes the time. */
const objects = (bytes: number) =>
  `{"query":"{ viewer { id } }","variables":{"x":[${'{},'.repeat(bytes / 3)}{}]}}`;

/** Sends bytes over a socket of its own, and returns what comes back until it is closed. */
function raw({ url }: Target, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (text) => (said += text));
    // Whoever is refused while still sending is cut off after the answer.
    socket.on('error', (error) => said === '' && reject(error)).on('close', () => resolve(said));
    socket.setTimeout(5000, () => socket.destroy());
  });
}

const answeredRaw = (name: string, status: number, bytes: (target: Target) => string): Attack => ({
  name,
  expected: String(status),
  run: async (target) => {
    const [line = ''] = (await raw(target, bytes(target))).split('\r\n');
    return { got: line || 'closed', holds: line.startsWith(`HTTP/1.1 ${status}`) };
  },
});

const json = { 'content-type': 'application/json' };
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** Bodies that are refused unread. A client that goes on sending may find its connection cut before it reads why. */
function tooLarge(
  name: string,
  count: number,
  code: string,
  secretOf: (target: Target) => string | null,
): Attack {
  return {
    name,
    expected: `${code}, or cut`,
    run: async (target) => {
      const body = objects(7_800_000);
      const sent = Array.from({ length: count }, () => sendJson(target, body, secretOf(target)));
      const outcomes = (await Promise.allSettled(sent)).map((one) =>
        one.status === 'rejected' ? 'cut' : one.value.code || String(one.value.status),
      );
      return {
        got: [...new Set(outcomes)].join(', '),
        holds: outcomes.every((one) => one === 'cut' || one === code),
      };
    },
  };
}

const body = '{"query":"{ viewer { id } }"}';
/** What follows is another request to whoever reads the first one to another end. */
const smuggled = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';

/** A request that two servers in a row may read in two ways: it is refused, and nothing after it is answered. */
const readTwoWays = (name: string, lines: (target: Target) => readonly string[]): Attack => ({
  name,
  expected: 'HTTP/1.1 400, and no other answer',
  run: async (target) => {
    const type = 'content-type: application/json';
    const head = ['POST /graphql HTTP/1.1', `authorization: Bearer ${target.viewer}`, type, ...lines(target)];
    const said = await raw(target, `${head.join('\r\n')}\r\n\r\n${body}${smuggled}`);
    const statuses = said.match(/^HTTP\/1\.1 \d+/gm) ?? [];
    const got = statuses.join(', ') || 'closed';
    return { got, holds: got === 'HTTP/1.1 400' };
  },
});

const exactly = `content-length: ${body.length}`;

/** Requests whose HTTP is the attack. */
export const requests: readonly Attack[] = [
  readTwoWays('a length beside chunks', () => ['host: x', exactly, 'transfer-encoding: chunked']),
  readTwoWays('a length with a sign', () => ['host: x', `content-length: +${body.length}`]),
  readTwoWays('an encoding that is nearly chunked', () => ['host: x', 'transfer-encoding: xchunked']),
  readTwoWays('chunks that are encoded again', () => ['host: x', 'transfer-encoding: chunked, identity']),
  readTwoWays('a header in two lines', () => ['host: x', 'x-a: b', ' c: d', exactly]),
  readTwoWays('a blank before the colon', () => ['host: x', `content-length : ${body.length}`]),
  readTwoWays('two hosts', () => ['host: x', 'Host: y', exactly, 'connection: close']),
  readTwoWays('two keys', ({ admin }) => [
    'host: x',
    `Authorization: Bearer ${admin}`,
    exactly,
    'connection: close',
  ]),
  readTwoWays('two types of content', () => [
    'host: x',
    'content-type: text/plain',
    exactly,
    'connection: close',
  ]),
  ...(
    [
      ['gzip', gzipSync],
      ['br', brotliCompressSync],
    ] as const
  ).map(([encoding, compress]) =>
    refused(`50 MB that take a few kilobytes, by ${encoding}`, 'BAD_USER_INPUT', (target) =>
      send(target, '/graphql', {
        method: 'POST',
        headers: { ...json, ...bearer(target.viewer), 'content-encoding': encoding },
        body: compress(`{"query":"{ viewer { id } }","x":"${'a'.repeat(50_000_000)}"}`),
      }),
    ),
  ),
  tooLarge('ten bodies of 7.8 MB from strangers', 10, 'UNAUTHENTICATED', () => null),
  tooLarge('a body of 7.8 MB, signed in', 1, 'BAD_USER_INPUT', ({ viewer }) => viewer),
  harmless('a body just below the limit, signed in', (target) =>
    sendJson(target, objects(4_100_000), target.viewer),
  ),
  refused('JSON that ends in the middle', 'BAD_USER_INPUT', (target) =>
    sendJson(target, '{"query": "{ viewer', target.viewer),
  ),
  refused('JSON that reaches a prototype', 'BAD_USER_INPUT', (target) =>
    sendJson(target, '{"query":"{ viewer { id } }","__proto__":{"x":1}}', target.viewer),
  ),
  refused('an address that is none', 'BAD_USER_INPUT', (target) =>
    send(target, '/datasets/%ff/customers.csv', { headers: bearer(target.viewer) }),
  ),
  refused('no JSON at all', 'BAD_USER_INPUT', (target) => sendJson(target, '\0\xff', target.viewer)),
  refused('JSON that is a number', 'BAD_USER_INPUT', (target) => sendJson(target, '12', target.viewer)),
  refused('an empty body', 'BAD_USER_INPUT', (target) => sendJson(target, '', target.viewer)),
  refused('a form as another site can send it', 'BAD_USER_INPUT', (target) =>
    send(target, '/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...bearer(target.admin) },
      body: 'query={viewer{id}}',
    }),
  ),
  refused('a query in the address', 'BAD_USER_INPUT', (target) =>
    send(target, `/graphql?query=${encodeURIComponent('{ viewer { id } }')}`, {
      headers: bearer(target.admin),
    }),
  ),
  ...[
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    "Bearer ' or 1=1 --",
    'Basic YTpi',
    `Bearer ${'x'.repeat(8000)}`,
  ].map((authorization) =>
    refused(`the key "${authorization.slice(0, 30)}"`, 'UNAUTHENTICATED', (target) =>
      send(target, '/graphql', {
        method: 'POST',
        headers: { ...json, authorization },
        body: '{"query":"{ viewer { id } }"}',
      }),
    ),
  ),
  refused('a cookie of a session that never was', 'UNAUTHENTICATED', (target) =>
    send(target, '/graphql', {
      method: 'POST',
      headers: { ...json, cookie: 'better-auth.session_token=guess.guess' },
      body: '{"query":"{ viewer { id } }"}',
    }),
  ),
  ...[
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%5c..%5cetc/passwd',
    '/models/..%2f..%2fadmin-api-key',
  ].map(
    (path): Attack => ({
      name: `GET ${path}`,
      expected: 'no file of the machine',
      run: async (target) => {
        const said = await raw(target, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        const leaks = said.includes('root:') || said.includes(target.admin);
        return { got: said.split('\r\n')[0]!, holds: said.startsWith('HTTP/1.1') && !leaks };
      },
    }),
  ),
  answeredRaw(
    'a header of 100 kB',
    431,
    () => `GET / HTTP/1.1\r\nHost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
  ),
  answeredRaw('what is no HTTP', 400, () => 'hello\r\n\r\n'),
  answeredRaw(
    'two lengths for one body',
    400,
    ({ viewer }) =>
      `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${viewer}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ),
  {
    name: '2,000 requests at once',
    expected: 'an answer to each, none a fault',
    run: async (target) => {
      const answers: Answer[] = await Promise.all(
        Array.from({ length: 2000 }, () => sendJson(target, '{"query":"{ viewer { id } }"}', target.viewer)),
      );
      const faults = answers.filter(({ status }) => status !== 200 && status !== 429);
      const [fault] = faults;
      return { got: fault ? describe(fault) : '2,000 answers', holds: faults.length === 0 };
    },
  },
];
