import { findBrowser } from './browser.mjs';
import { execute } from './execute.mjs';
import { countTests, removeReports } from './test-reports.mjs';

/** Lints, checks and tests everything, and closes with one line of figures. Answers with the exit code. */
export async function test() {
  removeReports();
  const browser = await findBrowser();
  const env = browser === null ? {} : { CHROME_PATH: browser };
  const tasks = ['lint:root', 'check', 'test'];
  const code = execute('turbo', ['run', ...tasks, '--continue', '--concurrency=2'], env);
  const { passed, failed, skipped } = countTests();
  if (code !== 0 && failed === 0) console.log('A task failed that is no test; its output is above.');
  console.log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  return code === 0 && failed > 0 ? 1 : code;
}
