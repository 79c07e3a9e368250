import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

let house: string;
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'holdfast-house-'));
  plant('tsconfig.base.json', '{}');
});
afterEach(() => rmSync(house, { recursive: true, force: true }));

function plant(path: string, source: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), source);
}

/** The names of the rules that a house of planted files breaks. */
function brokenRules(): string[] {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, 'apps', '--config', join(ROOT, '.dependency-cruiser.mjs'), '--output-type', 'json'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

describe('the import rules', () => {
  it('let a slice use another by its face, where the house lists it', () => {
    plant('apps/api/src/modules/jobs/index.ts', 'export const jobs = 1;');
    plant(
      'apps/api/src/modules/datasets/index.ts',
      "import { jobs } from '../jobs/index.js'; console.log(jobs);",
    );
    expect(brokenRules()).toEqual([]);
  });

  it('catch a slice that looks into another, or uses one that is not listed', () => {
    plant('apps/api/src/modules/jobs/job-store.ts', 'export const store = 1;');
    plant(
      'apps/api/src/modules/churn/index.ts',
      "import { store } from '../jobs/job-store.js'; console.log(store);",
    );
    plant(
      'apps/api/src/modules/auth/index.ts',
      "import type { X } from '../churn/index.js'; export type Y = X;",
    );
    expect(brokenRules()).toEqual(['auth-imports', 'slice-by-its-face']);
  });

  it('catch the platform that knows a slice, and a slice that is not listed', () => {
    plant('apps/api/src/modules/jobs/index.ts', 'export const jobs = 1;');
    plant(
      'apps/api/src/platform/clock.ts',
      "import { jobs } from '../modules/jobs/index.js'; console.log(jobs);",
    );
    plant(
      'apps/api/src/modules/extra/index.ts',
      "import { jobs } from '../jobs/index.js'; console.log(jobs);",
    );
    expect(brokenRules()).toEqual(['platform-knows-no-slice', 'slice-is-listed']);
  });
});
