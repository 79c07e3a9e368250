import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OFFENCES, TARGETS } from './import-offences.js';

const ROOT = join(import.meta.dirname, '../../..');
const CONFIG = join(ROOT, '.dependency-cruiser.mjs');
const WEB = 'apps/web/src';

let house: string;
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'holdfast-house-'));
  cpSync(join(ROOT, 'tsconfig.base.json'), join(house, 'tsconfig.base.json'));
});
afterEach(() => rmSync(house, { recursive: true, force: true }));

function plant(path: string, source: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), source);
}

function link(path: string, to: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  symlinkSync(to, join(house, path));
}

/** What the rules find in the house, as "rule: file". */
function findBreaches(...folders: string[]): string[] {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, ...folders, '--config', CONFIG, '--output-type', 'json'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
}

describe('the import rules', () => {
  it('catch a violation of each of them, and nothing else', async () => {
    const { default: config } = (await import(CONFIG)) as { default: { forbidden: { name: string }[] } };
    expect(Object.keys(OFFENCES).sort()).toEqual(
      [...new Set(config.forbidden.map(({ name }) => name))].sort(),
    );

    for (const [path, source] of Object.entries(TARGETS)) plant(path, source);
    for (const { file, source } of Object.values(OFFENCES)) plant(file, source);
    for (const app of ['api', 'web']) {
      link(`apps/${app}/node_modules/@holdfast/ml-core`, join(house, 'packages/ml-core'));
    }
    link('apps/web/node_modules/svelte', join(ROOT, 'apps/web/node_modules/svelte'));
    const expected = Object.entries(OFFENCES).map(([rule, { file }]) => `${rule}: ${file}`);
    expect(findBreaches('apps', 'packages')).toEqual(expected.sort());
  });

  it('hold for types that Svelte files import, which the compiler takes out before the rules look', () => {
    for (const path of readdirSync(join(ROOT, WEB), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(ts|svelte|css)$/.test(path)) continue;
      const source = readFileSync(join(ROOT, WEB, path), 'utf8');
      plant(`${WEB}/${path}`, path.endsWith('.svelte') ? keepTypes(source) : source);
    }
    cpSync(join(ROOT, 'apps/web/package.json'), join(house, 'apps/web/package.json'));
    link('apps/web/node_modules', join(ROOT, 'apps/web/node_modules'));
    plant(`${WEB}/lib/ui/Offence.svelte`, keepTypes(OFFENCE_OF_TYPES));
    expect(findBreaches('apps/web/src')).toEqual([`web-ui-imports: ${WEB}/lib/ui/Offence.svelte`]);
  });
});

const OFFENCE_OF_TYPES = `<script lang="ts">
  import { type Failure } from '#lib/graphql/failure.ts';
  let { failure }: { failure: Failure } = $props();
</script>`;

/** A Svelte file whose imports of types are imports of values, which the compiler leaves in. */
function keepTypes(source: string): string {
  return source.replace(/^\s*import [^;]*;/gm, (line) => line.replace(/\btype /g, ''));
}
