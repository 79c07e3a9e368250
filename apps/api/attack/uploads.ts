import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Answer, type Attack, harmless, refused, send, type Target } from './attack.js';

function upload(
  target: Target,
  body: NonNullable<RequestInit['body']>,
  secret = target.admin,
): Promise<Answer> {
  return send(target, '/uploads?filename=attack.csv', {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'text/csv' },
    body,
  });
}

/** Uploads a file and asks what it holds. */
async function preview(target: Target, body: string | Buffer): Promise<Answer> {
  const headers = { authorization: `Bearer ${target.admin}` };
  const stored = await fetch(`${target.url}/uploads?filename=attack.csv`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  const { uploadId } = (await stored.json()) as { uploadId: string };
  return send(target, '/graphql', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'query ($id: ID!) { uploadPreview(uploadId: $id) { columns { name } rows } }',
      variables: { id: uploadId },
    }),
  });
}

type FileBody = string | Buffer;

const noTable = (name: string, code: string, body: () => FileBody | Promise<FileBody>): Attack =>
  refused(name, code, async (target) => preview(target, await body()));

const rows = (line: string, count: number) => `id,a,b\n${line.repeat(count)}`;

/** Files that are no customer table, or one that hurts. */
export const uploads: readonly Attack[] = [
  refused('an upload by a VIEWER', 'FORBIDDEN', (target) => upload(target, 'a,b\n1,2\n', target.viewer)),
  refused('an upload by a stranger', 'UNAUTHENTICATED', (target) => upload(target, 'a,b\n1,2\n', 'x')),
  noTable('an empty file', 'EMPTY_FILE', () => ''),
  noTable('a file of 10 MB of blanks', 'EMPTY_FILE', () => ' \n'.repeat(5_000_000)),
  noTable('a header alone', 'NO_ROWS', () => 'id,a,b\n'),
  noTable('one column', 'TOO_FEW_COLUMNS', () => 'id\n1\n2\n'),
  noTable('a compressed bomb of 1 GB', 'LINE_TOO_LONG', () =>
    // Not at once: the server closes connections on which nothing is sent for some seconds.
    promisify(gzip)(Buffer.alloc(1_000_000_000), { level: 1 }),
  ),
  noTable('an image', 'NOT_CSV', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
  noTable('a line of 50 MB', 'LINE_TOO_LONG', () => `id,a,b\n1,${'x'.repeat(50_000_000)},2\n`),
  noTable('5,000 columns', 'TOO_MANY_COLUMNS', () => {
    const cells = Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',');
    return `${cells}\n${cells}\n`;
  }),
  harmless('two columns of one name', (target) => preview(target, 'id,a,a\n1,2,3\n')),
  harmless('a quote that never ends', (target) =>
    preview(target, `${rows('1,"x,2\n', 1)}${'2,3,4\n'.repeat(1000)}`),
  ),
  harmless('a quote that never ends on every line', (target) =>
    preview(target, `${rows('1,2,3\n', 1000)}${'1,"x,2\n'.repeat(500_000)}`),
  ),
  harmless('quotes that open and close again on every line', (target) =>
    preview(target, `${rows('1,2,3\n', 1000)}${'1,"x,"2,"\n'.repeat(300_000)}`),
  ),
  harmless('quotes on every line that add no field', (target) =>
    preview(target, `${rows('1,2,3\n', 1000)}${'"a\n",,"\n'.repeat(200_000)}`),
  ),
  harmless('formulas in every cell', (target) => preview(target, rows("=cmd|' /C calc'!A0,+1,@x\n", 1000))),
];
