import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPeers } from './peers.js';

// pnpm quality [--install-peers] [SIMULATIONS [PARTS]]: runs everything that measures quality; what it is given is for
// `drift-quality`. With --install-peers it gets what it compares with, and runs nothing.

const given = process.argv.slice(2);
if (given.includes('--install-peers')) {
  installPeers();
} else {
  for (const name of ['quality', 'quality-groups', 'experiments', 'uplift-quality']) run(name, []);
  run('drift-quality', given);
}

function run(name: string, options: readonly string[]): void {
  const script = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  execFileSync(process.execPath, [script, ...options], { stdio: 'inherit' });
}
