import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../api/dist/main.js', import.meta.url));
const READY_WITHIN_MS = 120_000;

/** A running Holdfast with a data folder of its own. */
export interface RunningApi {
  readonly url: string;
  readonly apiKey: string;
  readonly pid: number;
  readonly dataDir: string;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The API exited with ${child.exitCode}:\n${output()}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The API was not ready within ${READY_WITHIN_MS / 1000} s:\n${output()}`);
}

/**
 * Starts the built API, empty, on a free port, with these settings besides; `stop` ends it and removes its data. With a
 * DATA_DIR among the settings it has what is there, and that stays.
 */
export async function startApi(settings: Readonly<Record<string, string>> = {}): Promise<RunningApi> {
  if (!existsSync(ENTRY)) throw new Error('apps/api is not built; run "pnpm build" first.');
  const dataDir = settings.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'holdfast-browser-'));
  const port = await freePort();
  // Always the embedded database: a DATABASE_URL of the caller may hold somebody's data.
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      ...env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      SAMPLE_DATA: 'false',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output = (output + chunk).slice(-8000)));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    if (!settings.DATA_DIR) rmSync(dataDir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, child, () => output);
    return {
      url,
      apiKey: readFileSync(join(dataDir, 'admin-api-key'), 'utf8').trim(),
      pid: child.pid!,
      dataDir,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
