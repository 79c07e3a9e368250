import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPeers } from './peers.js';

// pnpm quality [NAME [OPTIONS]]: runs all that measures quality, or the one of that name with what it takes, say
// `pnpm quality drift-quality 50 weeks`. With --install-peers it gets what it compares with, and runs nothing.

const NAMES = [
  'quality',
  'partial-records',
  'quality-groups',
  'mixed-segments',
  'experiments',
  'uplift-quality',
  'lifetime-quality',
  'drift-quality',
];
const [name, ...options] = process.argv.slice(2);
if (name === '--install-peers') {
  installPeers();
} else if (name === undefined) {
  for (const each of NAMES) run(each, []);
} else if (NAMES.includes(name)) {
  run(name, options);
} else {
  throw new Error(`${name} measures nothing; it must be one of ${NAMES.join(', ')}`);
}

function run(script: string, given: readonly string[]): void {
  const path = fileURLToPath(new URL(`./${script}.js`, import.meta.url));
  execFileSync(process.execPath, [path, ...given], { stdio: 'inherit' });
}
