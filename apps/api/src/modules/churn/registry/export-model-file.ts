import { once } from 'node:events';
import { startThread } from '../../../platform/threads/start-thread.js';

let last: Promise<unknown> = Promise.resolve();

/**
 * Exports a stored classifier with its encoding and calibration as an ONNX file. Runs in a thread of its own, because a
 * large forest takes seconds, and one at a time, because each holds a forest and its file in memory.
 */
export function exportModelFile(stored: Uint8Array): Promise<Uint8Array> {
  const file = last.then(() => exportInThread(stored));
  last = file.catch(() => {});
  return file;
}

async function exportInThread(stored: Uint8Array): Promise<Uint8Array> {
  const thread = startThread(new URL('./onnx-worker.js', import.meta.url), stored);
  try {
    const [file] = await once(thread, 'message');
    return file as Uint8Array;
  } finally {
    await thread.terminate();
  }
}
