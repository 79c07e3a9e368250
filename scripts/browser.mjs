import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { root } from './environment.mjs';
import { execute } from './execute.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PROGRAMS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/**
 * The path of a browser for the tests: CHROME_PATH, an installed one, else one that is installed now: from Debian's
 * packages where we may, otherwise Playwright's own download. Null where that fails too; the tests say so then.
 */
export async function findBrowser() {
  return installed() ?? fromDebian() ?? (await fromPlaywright());
}

function installed() {
  const { CHROME_PATH, PATH = '' } = process.env;
  const candidates = [
    ...(CHROME_PATH ? [CHROME_PATH] : []),
    ...PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...[process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((folder) => PROGRAMS.map((program) => join(folder, program))),
  ];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  console.log('Installing chromium for the browser tests');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  execute('apt-get', ['update', '-qq'], env);
  execute('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], env);
  return installed();
}

async function fromPlaywright() {
  console.log('Downloading a browser for the browser tests');
  const require = createRequire(join(root, 'apps', 'web', 'package.json'));
  execute(process.execPath, [
    join(require.resolve('playwright-core/package.json'), '..', 'cli.js'),
    'install',
    'chromium',
  ]);
  const path = require('playwright-core').chromium.executablePath();
  return existsSync(path) ? path : null;
}
