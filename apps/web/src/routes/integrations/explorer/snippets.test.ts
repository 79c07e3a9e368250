import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeSnippet } from './snippets';

const run = promisify(execFile);

/** What is hard to write in any language. */
const placeholder = (name: string) => `$\{${name}}`;
const QUERY = `query Odd($name: String = "a\\"b\\\\c") {\n  \`${placeholder('x')}\` """it's""" é 😀\n}`;
const VARIABLES = { name: `it's "so" \\ \`${placeholder('y')}\` """z""" 😀`, many: [1, null, true] };

const received: { path: string | undefined; headers: IncomingHttpHeaders; body: unknown }[] = [];
const server = createServer(async (request, response) => {
  received.push({ path: request.url, headers: request.headers, body: JSON.parse(await text(request)) });
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"name":"Shop"}}');
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const env = { ...process.env, HOLDFAST_KEY: 'hf_secret' };
const asked = (query: string) => ({ url, query, variables: JSON.stringify(VARIABLES) });

it.each([
  ['curl', 'sh', '-c'],
  ['python', process.env.PYTHON ?? 'python3', '-c'],
] as const)('a snippet for %s asks what is asked, whatever stands in it', async (language, program, flag) => {
  const { stdout } = await run(program, [flag, writeSnippet(language, asked(QUERY))], { env });
  expect(stdout.trim()).toBe('{"data":{"name":"Shop"}}');
  const { path, headers, body } = received.at(-1)!;
  expect(path).toBe('/graphql');
  expect(headers.authorization).toBe('Bearer hf_secret');
  const { query, variables } = body as { query: string; variables: object };
  expect(query.trim()).toBe(QUERY);
  expect(variables).toEqual(VARIABLES);
});

it('a snippet in TypeScript asks what is asked, whatever stands in it', async () => {
  const snippet = writeSnippet('typescript', asked(QUERY)).replaceAll('HOLDFAST_KEY!', 'HOLDFAST_KEY');
  const program = snippet.replace(
    "from '@holdfast/schema/client'",
    `from ${JSON.stringify(import.meta.resolve('@holdfast/schema/client'))}`,
  );
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { env });
  expect(stdout.trim()).toBe("{ name: 'Shop' }");
  expect(received.at(-1)!.body).toEqual({ query: QUERY, variables: VARIABLES });
});

it.each(['curl', 'python'] as const)('a snippet for %s follows a subscription by events', (language) => {
  const snippet = writeSnippet(language, asked('subscription { job(id: 1) { state } }'));
  expect(snippet).toContain(`${url}/graphql/stream`);
  expect(snippet).toContain('text/event-stream');
});

it('a snippet in TypeScript follows a subscription, and mutates by the call for that', () => {
  expect(writeSnippet('typescript', asked('subscription { job(id: 1) { state } }'))).toContain(
    'for await (const data of client.subscribe(',
  );
  expect(writeSnippet('typescript', asked('mutation { a }'))).toContain('await client.mutate(');
});
