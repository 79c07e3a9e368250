// The one command behind `npm start`, `npm test` and `npm run` with audit:verify, backup or restore: on a machine with Node and npm alone it gets everything else.
// Nothing newer than Node 14 may stand in this file, so that an older Node reaches the sentence below.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.version}.`);
  process.exit(1);
}

const [task, ...rest] = process.argv.slice(2);
const { install } = await import('./install.mjs');
install();
const { requireNode } = await import('./pinned-node.mjs');
requireNode();
if (task === 'start') {
  const { start } = await import('./start.mjs');
  start(rest);
} else if (task === 'audit:verify') {
  const { runProgram } = await import('./run-program.mjs');
  process.exit(runProgram('verify-audit', rest));
} else if (task === 'backup' || task === 'restore') {
  const { runOnFile } = await import('./run-program.mjs');
  process.exit(runOnFile(task, rest));
} else {
  const { test } = await import('./test.mjs');
  process.exit(await test());
}
