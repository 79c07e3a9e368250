import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './environment.mjs';

/** Where each package's test runner writes its report. */
function reportFiles() {
  const folders = ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(group, name)),
  );
  return [...folders, 'test'].map((folder) => join(root, folder, 'reports', 'vitest.json'));
}

/** Removes the reports of earlier runs, so that only what runs now is counted. */
export function removeReports() {
  for (const file of reportFiles()) rmSync(file, { force: true });
}

/** Adds up the test runners' own reports. */
export function countTests() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const file of reportFiles().filter((path) => existsSync(path))) {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    total.passed += report.numPassedTests;
    total.failed += report.numFailedTests;
    total.skipped += report.numPendingTests + report.numTodoTests;
  }
  return total;
}
