import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The oldest major version of Node that everything but the bootstrap runs on. */
const PINNED_MAJOR = 24;

/**
 * The Node to run everything on: this one where it is new enough, otherwise the pinned one that came with the
 * installation. Null where there is none for this platform.
 */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= PINNED_MAJOR) return process.execPath;
  const system = { win32: 'win', darwin: process.arch === 'arm64' ? 'bin-darwin' : 'darwin' }[
    process.platform
  ];
  const name = `node-${system ?? process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return null;
  }
}

/** The Node to run everything on; where there is none, says so and ends. */
export function requireNode() {
  const node = findNode();
  if (node !== null) return node;
  const place = `${process.platform} on ${process.arch}`;
  console.error(`Node ${PINNED_MAJOR} or newer is needed on ${place}; this is ${process.version}.`);
  process.exit(1);
}
