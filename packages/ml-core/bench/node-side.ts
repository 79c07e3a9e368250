import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { createMatrix, createPool, type Pool, type TaskPort } from '../src/index.js';
import type { BenchData } from './work.js';
import { works } from './works/index.js';

// Arguments: ours or peer, work, threads, rows, columns, file of X, file of y or nothing.
const [side, name, threads, rows, columns, fileX, fileY] = process.argv.slice(2);
const work = works.find((candidate) => candidate.name === name)!;
const data = loadData();
const workers = Array.from({ length: Number(threads) > 1 ? Number(threads) : 0 }, () => {
  return new Worker(new URL('./thread.js', import.meta.url));
});
const pool = workers.length > 0 ? startPool() : undefined;
const loadedBytes = process.memoryUsage.rss();
const run = side === 'peer' && 'run' in work.peer ? work.peer.run : work.ours;
console.log(side === 'peer' ? nameOf(work.peer.module) : `node ${process.versions.node}`);

for await (const _ of createInterface({ input: process.stdin })) {
  // The peer gives memory back at once; ours from the run before would count as this one's.
  globalThis.gc?.();
  for (const worker of workers) worker.postMessage('collect');
  const cpu = process.cpuUsage();
  const start = performance.now();
  const quality = await run(data, { pool });
  const { user, system } = process.cpuUsage(cpu);
  const wallSeconds = (performance.now() - start) / 1e3;
  const peakBytes = process.resourceUsage().maxRSS * 1024 - loadedBytes;
  console.log(JSON.stringify({ cpuSeconds: (user + system) / 1e6, wallSeconds, quality, peakBytes }));
}
process.exit();

function loadData(): BenchData {
  const X = createMatrix(Number(rows), Number(columns));
  // Straight into place: a second copy would count as memory that the work takes.
  const bytes = new Uint8Array(X.data.buffer);
  const file = openSync(fileX!, 'r');
  for (let at = 0; at < bytes.length; ) at += readSync(file, bytes, at, bytes.length - at, at);
  closeSync(file);
  return fileY ? { X, y: new Uint8Array(readFileSync(fileY)) } : { X };
}

function nameOf(module: string): string {
  const manifest = new URL(`../../../node_modules/${module}/package.json`, import.meta.url);
  return `${module} ${(JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version}`;
}

function startPool(): Pool {
  const ports = workers.map(
    (worker): TaskPort => ({
      post: (message) => worker.postMessage(message),
      listen: (listener) => worker.on('message', listener),
      fail: (listener) => worker.on('error', listener),
    }),
  );
  return createPool(ports);
}
