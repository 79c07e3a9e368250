import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedFolders, read, root, runScript } from './repository.js';

const PNPM = 'pnpm/bin/pnpm.cjs';
const TSC = 'typescript/bin/tsc';

/** What a package may hold: what its build made, and these files beside it. */
const MEANT =
  /^(dist\/([\w-]+\/)*[\w-]+(\.d\.ts|\.js)|dist\/THIRD-PARTY-NOTICES\.txt|LICENSE|README\.md|package\.json|graphql-env\.d\.ts|schema\.graphql|holdfast\.postman_collection\.json)$/;
const NEVER = /\btest\b|test-support|bench|golden|assembly/;

interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** An empty project into which the packed packages are installed. */
let project: string;
let packages: Packed[];

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'holdfast-consumer-'));
  packages = publishedFolders.map((folder) => {
    const output = runScript(PNPM, ['pack', '--json', '--pack-destination', project], join(root, folder));
    return JSON.parse(output) as Packed;
  });
  const dependencies = Object.fromEntries(packages.map(({ name, filename }) => [name, `file:${filename}`]));
  const typescript = JSON.parse(read('node_modules/typescript/package.json')) as { version: string };
  write('package.json', {
    type: 'module',
    dependencies: { ...dependencies, typescript: typescript.version },
  });
  // What others depend on comes from pnpm's store, where the workspace's own installation has put it.
  runScript(PNPM, ['install', '--prefer-offline', '--ignore-workspace'], project);
  write('tsconfig.json', {
    compilerOptions: {
      ...{ target: 'ES2022', module: 'NodeNext', lib: ['ES2023', 'DOM'], types: [] },
      ...{ strict: true, noUncheckedIndexedAccess: true, noEmitOnError: true, outDir: 'built' },
    },
  });
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the published packages', () => {
  it('hold what is meant to ship and nothing else', () => {
    const paths = packages.flatMap(({ files }) => files.map(({ path }) => path));
    expect(paths.filter((path) => !MEANT.test(path) || NEVER.test(path))).toEqual([]);
    for (const { files } of packages) {
      const held = files.map(({ path }) => path);
      expect(held).toEqual(
        expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts']),
      );
    }
  });

  it('can be imported by plain Node from an empty project', () => {
    write(
      'plain.mjs',
      `import { MAX_K, SegmentsQuery } from '@holdfast/schema';
       import { createMatrix, fitKMeans } from '@holdfast/ml-core';
       import { fitKMeans as fitSlowly } from '@holdfast/ml-core/reference';
       import { readFileSync } from 'node:fs';
       const X = createMatrix(4, 1, Float64Array.of(1, 2, 11, 12));
       const fits = [await fitKMeans(X, { k: 2 }), await fitSlowly(X, { k: 2 })];
       const schema = readFileSync(new URL(import.meta.resolve('@holdfast/schema/schema.graphql')), 'utf8');
       const inertias = fits.map(({ inertia }) => inertia);
       console.log(JSON.stringify([MAX_K, SegmentsQuery.kind, inertias, schema.includes('type Customer ')]));`,
    );
    expect(JSON.parse(runScript(join(project, 'plain.mjs'), [], project))).toEqual([
      10,
      'Document',
      [1, 1],
      true,
    ]);
  });

  it('ask a server by their client, and follow it, from an empty project', async () => {
    const server = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ data: { key: request.headers.authorization } }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    write(
      'client.mjs',
      `import { createClient, NetworkError } from '@holdfast/schema/client';
       const client = createClient({ url: process.argv[2], apiKey: 'k' });
       const { key } = await client.query('{ key }');
       const upload = client.upload(new Blob(['x']), { fileName: 'x.csv', resumable: false });
       const refused = await upload.catch((error) => error.code);
       const followed = createClient({ url: 'http://127.0.0.1:1', retries: { times: 0 } }).subscribe('subscription { job }').next();
       const ended = await followed.catch((error) => error instanceof NetworkError);
       console.log(JSON.stringify([key, refused, ended]));`,
    );
    const { port } = server.address() as AddressInfo;
    const script = [join(project, 'client.mjs'), `http://127.0.0.1:${port}`];
    const { stdout } = await promisify(execFile)(process.execPath, script, { cwd: project });
    server.close();
    expect(JSON.parse(stdout)).toEqual(['Bearer k', 'INTERNAL', true]);
  });

  it('have examples in their README that a strict TypeScript compiles and Node runs', () => {
    const examples = publishedFolders.flatMap((folder) => [
      ...read(`${folder}/README.md`).matchAll(/```ts\n(.*?)```/gs),
    ]);
    expect(examples).toHaveLength(4);
    for (const [at, [, code]] of examples.entries()) write(`example-${at}.ts`, code!);
    runScript(TSC, ['-p', '.'], project);
    const outputs = examples.map((_, at) => runScript(join(project, `built/example-${at}.js`), [], project));
    expect(outputs[0]).toMatch(/(\d), \1, \1, (\d), \2, \2/);
    expect(outputs[1]).toMatch(/^0\.9\d+ 0\.0\d+$/m);
    expect(outputs[2]).toContain('4 ways to ask');
    expect(outputs[3]).toContain('Shop: 5 customers');
  });
});

function write(file: string, content: string | object): void {
  writeFileSync(join(project, file), typeof content === 'string' ? content : JSON.stringify(content));
}
