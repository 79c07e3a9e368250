import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it, vi } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import { app, erase, fit, idOf, key, upsert, useLivingDataset } from './living-dataset.js';

useLivingDataset();

describe('a snapshot', () => {
  /** The ids in each column file of the dataset. */
  async function idsInFiles(): Promise<string[][]> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const folder = join(app.storage.dataDir, 'snapshots', key);
    const ids: string[][] = [];
    for (const name of readdirSync(folder)) {
      const reader = await connection.runAndReadAll(
        `select customer_id from read_parquet('${join(folder, name)}') order by __row`,
      );
      ids.push(reader.getRows().map(([id]) => String(id)));
    }
    connection.closeSync();
    instance.closeSync();
    return ids;
  }

  it('stays while a segmentation references it, and is removed once nothing does', async () => {
    await fit();
    await upsert([{ externalId: 'x', attributes: {} }]);
    await fit({ seed: 1 });
    expect((await idsInFiles()).map((ids) => ids.length).sort()).toEqual([400, 401]);
    // One that only a failed fit looked at is not kept beside the one after it.
    await upsert([{ externalId: 'y', attributes: {} }]);
    await app.slices.datasets.service.withSnapshot(
      CallContext.ofServer(),
      key,
      async () => {},
      async ({ rows }) => expect(rows).toBe(402),
    );
    await upsert([{ externalId: 'z', attributes: {} }]);
    await fit({ seed: 2 });
    expect((await idsInFiles()).map((ids) => ids.length).sort()).toEqual([400, 401, 403]);
  });

  it('survives a sweep, which removes left-over files and no others', async () => {
    const folder = join(app.storage.dataDir, 'snapshots', key);
    const strange = [
      join(app.storage.dataDir, 'snapshots', '.DS_Store'),
      join(folder, 'left-behind.parquet'),
      join(app.storage.dataDir, 'snapshots', randomUUID()),
      join(app.storage.dataDir, 'work', 'p1-left-behind'),
      join(app.storage.uploads, `p1-${randomUUID()}`),
    ];
    for (const path of strange) writeFileSync(path, '');
    await app.slices.datasets.service.sweep();
    expect(strange.map((path) => existsSync(path))).toEqual([true, false, true, false, false]);
    expect(await idsInFiles()).toHaveLength(1);
    for (const path of [strange[0]!, strange[2]!]) rmSync(path);
  });

  it('keeps nobody from changing customers while the store is slow, and no sweep takes it meanwhile', async () => {
    await fit();
    await upsert([{ externalId: 'x', attributes: {} }]);
    const { files } = app.slices.datasets.service.deps.snapshots.deps.table;
    const during = new Set<string>();
    // Whoever upserts locks the dataset: if a transaction waited for the store, both would wait for ever.
    const slowly = (name: 'put' | 'lend') => {
      const real = files[name].bind(files) as (...asked: [string, string]) => Promise<never>;
      return vi.spyOn(files, name).mockImplementation(async (...asked) => {
        const result = await real(...asked);
        if (during.has(name)) return result;
        during.add(name);
        await upsert([{ externalId: `while ${name}`, attributes: {} }]);
        await app.slices.datasets.service.sweep();
        return result;
      });
    };
    const spies = [slowly('put'), slowly('lend')];
    await fit({ seed: 1 });
    await fit({ seed: 2 });
    await fit({ seed: 3 });
    for (const spy of spies) spy.mockRestore();
    expect(during).toEqual(new Set(['put', 'lend']));
    const rows = await app.slices.datasets.service.withSnapshot(
      CallContext.ofServer(),
      key,
      async () => {},
      async (snapshot) => snapshot.rows,
    );
    expect(rows).toBe(403);
  });

  it('loses every erased customer, and so do earlier ones', async () => {
    await fit();
    await upsert([{ externalId: 'x', attributes: {} }]);
    await fit({ seed: 1 });
    await erase(idOf(7));
    const files = await idsInFiles();
    expect(files.map((ids) => ids.length).sort()).toEqual([399, 400]);
    expect(files.flat()).not.toContain(idOf(7));
    expect(files.flat()).toContain(idOf(8));
  });

  it('that is being written when a customer is erased does not bring them back', async () => {
    await upsert([{ externalId: 'x', attributes: {} }]);
    let first = true;
    const { duckDb } = app.slices.datasets.service.deps.snapshots.deps;
    const use = duckDb.with.bind(duckDb);
    vi.spyOn(duckDb, 'with').mockImplementation(async (...asked) => {
      if (first) {
        first = false;
        await erase(idOf(9));
      }
      return use(...asked);
    });
    await fit();
    expect((await idsInFiles()).flat()).not.toContain(idOf(9));
  });

  it('whose file is lost is replaced, and keeps nobody from being erased', async () => {
    for (const name of readdirSync(join(app.storage.dataDir, 'snapshots', key))) {
      rmSync(join(app.storage.dataDir, 'snapshots', key, name));
    }
    await erase(idOf(10));
    await fit();
    expect((await idsInFiles()).map((ids) => ids.length)).toEqual([399]);
  });

  it('whose file is lost is replaced even if no customer changed', async () => {
    for (const name of readdirSync(join(app.storage.dataDir, 'snapshots', key))) {
      rmSync(join(app.storage.dataDir, 'snapshots', key, name));
    }
    await fit();
    await fit({ seed: 1 });
    expect((await idsInFiles()).map((ids) => ids.length)).toEqual([400]);
  });
});
