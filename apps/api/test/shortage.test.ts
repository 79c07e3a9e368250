import fs, { mkdirSync, readdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { importUpload, upload } from './import-client.js';
import { app, csv, datasetId, erase, fit, idOf, key, upsert, useLivingDataset } from './living-dataset.js';

useLivingDataset();

const DISK_FULL = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
const NO_FILES = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });

/** What every open file can do. */
async function fileMethods(): Promise<FileHandle> {
  const handle = await open(app.storage.dataDir);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

/** How an operation of the file system fails from now on, until the mocks are restored. */
function fail(call: 'write' | 'open', error: Error): void {
  vi.spyOn(fs, call).mockImplementation(((...given: unknown[]) => {
    (given.at(-1) as (error: Error) => void)(error);
  }) as never);
}

async function startFit(): Promise<string> {
  const { fitSegmentation } = await app.query<{ fitSegmentation: { job: { id: string } } }>(
    'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }',
    { input: { datasetId, maxK: 3 } },
  );
  return fitSegmentation.job.id;
}

const filesIn = (folder: string) => readdirSync(join(app.storage.dataDir, folder)).length;

describe('a server that is short of something', () => {
  it.each([
    ['disk space (ENOSPC)', 'write', DISK_FULL],
    ['open files (EMFILE)', 'open', NO_FILES],
  ] as const)('says of %s that an upload needs it, and keeps nothing of it', async (what, call, error) => {
    fail(call, error);
    const answer = await app.fetch('/uploads?filename=a.csv', { method: 'POST', body: csv });
    vi.restoreAllMocks();
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      code: 'UNAVAILABLE',
      message: `The server is out of ${what}. Try again when there is some.`,
    });
    expect(filesIn('uploads')).toBe(0);
  });

  it('fails a fit that has nowhere to write its rows, and can do the next one', async () => {
    await upsert([{ externalId: 'x', attributes: {} }]);
    vi.spyOn(await fileMethods(), 'writeFile').mockRejectedValue(DISK_FULL);
    expect(await app.settled(await startFit())).toEqual({
      state: 'FAILED',
      error: {
        code: 'UNAVAILABLE',
        message: 'The server is out of disk space (ENOSPC). Try again when there is some.',
      },
    });
    vi.restoreAllMocks();
    expect(filesIn('work')).toBe(0);
    await fit();
  });

  it('keeps no column file of a change that was not committed, and finishes an erasure later', async () => {
    const files = filesIn(join('snapshots', key));
    await upsert([{ externalId: 'x', attributes: {} }]);
    // The bytes are there; the disk is full when their name is to be kept.
    const methods = await fileMethods();
    const original = methods.sync;
    const sync = vi.spyOn(methods, 'sync').mockImplementation(async function (this: FileHandle) {
      if ((await this.stat()).isDirectory()) throw DISK_FULL;
      await original.call(this);
    });
    expect((await app.settled(await startFit())).error!.code).toBe('UNAVAILABLE');
    expect(filesIn(join('snapshots', key))).toBe(files);
    sync.mockClear();
    const erasing = erase(idOf(5));
    await vi.waitUntil(() => sync.mock.calls.length > 3, { timeout: 20_000 });
    sync.mockRestore();
    expect((await erasing).eraseCustomer).toMatchObject({ complete: true, userErrors: [] });
    await app.slices.datasets.service.sweep();
    expect(filesIn(join('snapshots', key))).toBe(files);
  });

  it('completes an import that is stored, though figures of it cannot be taken', async () => {
    const uploadId = await upload(app, csv);
    vi.spyOn(await fileMethods(), 'writeFile').mockRejectedValue(DISK_FULL);
    const { job } = await importUpload(app, uploadId, { mode: 'APPEND', intoDatasetId: datasetId });
    expect(await app.settled(job!.id)).toEqual({ state: 'COMPLETED', error: null });
    vi.restoreAllMocks();
    await fit();
  });

  it('fails an import as a whole', async () => {
    const uploadId = await upload(app, csv);
    vi.spyOn(await fileMethods(), 'sync').mockRejectedValue(DISK_FULL);
    const { dataset, job } = await importUpload(app, uploadId);
    expect((await app.settled(job!.id)).error!.code).toBe('UNAVAILABLE');
    vi.restoreAllMocks();
    const [{ count }] = await app.dataSource.query(
      `select count(*)::int as count from customers c join datasets d on d.id = c.dataset_id where d.status = 'FAILED'`,
    );
    expect(count).toBe(0);
    expect(filesIn('work')).toBe(0);
    // The upload is still there for another attempt.
    const again = await importUpload(app, uploadId);
    expect((await app.settled(again.job!.id)).state).toBe('COMPLETED');
    for (const id of [dataset!.id, again.dataset!.id]) {
      await app.query(
        'mutation ($input: DeleteDatasetInput!) { deleteDataset(input: $input) { deletedDatasetId } }',
        {
          input: { datasetId: id, forever: true },
        },
      );
    }
  });
});

describe('a sweep', () => {
  it('removes what work of this process could not remove, and leaves what is in use', async () => {
    const { work } = app.slices.datasets.service.deps;
    await work.with(async (folder) => {
      const left = join(dirname(folder), `${basename(folder).split('-')[0]}-left`);
      mkdirSync(left, { recursive: true });
      await app.slices.datasets.service.sweep();
      expect(fs.existsSync(folder)).toBe(true);
      expect(fs.existsSync(left)).toBe(false);
    });
  });
});
