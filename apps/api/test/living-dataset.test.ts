import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { train, trainChampion } from './churn-client.js';
import { importUpload, upload } from './import-client.js';
import {
  app,
  datasetId,
  erase,
  find,
  fit,
  idOf,
  key,
  QUICK,
  score,
  upsert,
  useLivingDataset,
} from './living-dataset.js';

useLivingDataset();

describe('an import with analysis', () => {
  it('succeeds if the data allow no segments, and still trains a churn model', async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, i) => `c${i},${(i * 37) % 500},${i % 4 === 0 ? 'yes' : 'no'}`,
    );
    const { dataset, job } = await importUpload(
      app,
      await upload(app, `customer_id,total_spend,churn\n${rows.join('\n')}\n`),
      {
        analyse: true,
        columns: [
          { name: 'customer_id', role: 'CUSTOMER_ID' },
          { name: 'total_spend', role: 'MONETARY_VALUE' },
          { name: 'churn', role: 'CHURN_LABEL' },
        ],
      },
    );
    expect(await app.settled(job!.id)).toEqual({ state: 'COMPLETED', error: null });
    const { dataset: read } = await app.query<{
      dataset: { status: string; churnModels: { edges: { node: { id: string } }[] } };
    }>('query ($id: ID!) { dataset(id: $id) { status churnModels { edges { node { id } } } } }', {
      id: dataset!.id,
    });
    expect(read.status).toBe('READY');
    expect(read.churnModels.edges).toHaveLength(1);
    const other = fromGlobalId('Dataset', dataset!.id)!;
    expect(readdirSync(join(app.storage.dataDir, 'snapshots', other))).toHaveLength(1);
    await app.slices.jobs.service.cancelAllOf(CallContext.ofServer(), other);
    await app.slices.datasets.deletion.deleteForever(CallContext.ofServer(), other);
  });

  it('that is stored is not stored again by a second attempt of its job', async () => {
    const [{ payload }] = await app.dataSource.query(
      `select payload from jobs where kind = 'import-dataset' and dataset_id = $1`,
      [key],
    );
    await upsert([{ externalId: 'new', attributes: {} }]);
    const again = await app.slices.jobs.service.enqueue(CallContext.ofServer(), 'import-dataset', payload, {
      datasetId: key,
    });
    for await (const { state } of await app.slices.jobs.service.watch(CallContext.ofServer(), again)) {
      if (state === 'COMPLETED') break;
    }
    expect(await find('new')).not.toBeNull();
  });

  it('that fails leaves the files of a READY dataset alone', async () => {
    const [{ payload }] = await app.dataSource.query(
      `select payload from jobs where kind = 'import-dataset' and dataset_id = $1`,
      [key],
    );
    const { definitions } = app.slices.jobs.worker;
    const outcome = { code: 'INTERNAL' as const, message: 'lost', cancelled: false };
    await definitions.get('import-dataset')!.onFailed!(payload, outcome);
    expect(readdirSync(join(app.storage.dataDir, 'snapshots', key))).toHaveLength(1);
    await fit();
  });
});

describe('customers who change while a segmentation is fitted', () => {
  it('are in its segments afterwards, by their current attributes', async () => {
    await fit();
    const { store } = app.slices.segmentation.memberships;
    const write = store.write.bind(store);
    const richest = { ...(await find(idOf(0))).attributes, income: 1e6, spend_total: 1e5 };
    vi.spyOn(store, 'write').mockImplementationOnce(async (...batch) => {
      await upsert([
        { externalId: 'new', attributes: richest },
        { externalId: idOf(1), attributes: richest },
      ]);
      await write(...batch);
    });
    await fit({ seed: 5 });
    await app.slices.outbox.delivered(key, 5000);
    const { segmentKey } = await score(richest);
    expect((await find('new')).segment!.key).toBe(segmentKey);
    expect((await find(idOf(1))).segment!.key).toBe(segmentKey);
  });

  it('are placed even if they change between the last check and the activation', async () => {
    const { memberships } = app.slices.segmentation;
    const catchUp = memberships.catchUp.bind(memberships);
    vi.spyOn(memberships, 'catchUp').mockImplementationOnce(async (...asked) => {
      await catchUp(...asked);
      await upsert([{ externalId: 'late', attributes: {} }]);
    });
    await fit();
    await app.slices.outbox.delivered(key, 5000);
    expect((await find('late')).segment).not.toBeNull();
  });

  it('or are erased are not counted', async () => {
    const { store } = app.slices.segmentation.memberships;
    const write = store.write.bind(store);
    vi.spyOn(store, 'write').mockImplementationOnce(async (...batch) => {
      await erase(idOf(0));
      await write(...batch);
      await erase(idOf(1));
    });
    const id = await fit();
    const { segmentation } = await app.query<{ segmentation: { segments: { size: number }[] } }>(
      'query ($id: ID!) { segmentation(id: $id) { segments { size } } }',
      { id },
    );
    expect(segmentation.segments.reduce((sum, { size }) => sum + size, 0)).toBe(398);
  });

  it('do not remove the file that it is fitted on', async () => {
    const writing = Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        await upsert([{ externalId: `w${i}`, attributes: { income: i } }]);
        if (i % 3 === 0) await erase(idOf(100 + i));
      }),
    );
    await Promise.all([fit(), fit({ seed: 1 }), writing]);
  });
});

describe('customers who change while a model is trained', () => {
  it('have scores for their current attributes, and none if they were erased', async () => {
    const { store } = app.slices.churn.scores;
    const writerFor = store.writerFor.bind(store);
    const changed = { ...(await find(idOf(2))).attributes, recency_days: 99, complained: true };
    vi.spyOn(store, 'writerFor').mockImplementationOnce((...of) => {
      const sink = writerFor(...of);
      return async (batch) => {
        await upsert([{ externalId: idOf(2), attributes: changed }]);
        await erase(idOf(3));
        await sink(batch);
      };
    });
    await train(app, { datasetId, ...QUICK });
    await app.slices.outbox.delivered(key, 5000);
    const { probability } = await score(changed);
    expect((await find(idOf(2))).churn!.probability).toBeCloseTo(probability, 12);
  });

  it('are scored even if they change between the last check and the promotion', async () => {
    const { scores } = app.slices.churn;
    const catchUp = scores.catchUp.bind(scores);
    vi.spyOn(scores, 'catchUp').mockImplementationOnce(async (...asked) => {
      await catchUp(...asked);
      await upsert([{ externalId: 'late', attributes: {} }]);
    });
    await train(app, { datasetId, ...QUICK });
    await app.slices.outbox.delivered(key, 5000);
    expect((await find('late')).churn).not.toBeNull();
  });
});

describe('scores of models that were champions', () => {
  it('are kept for the last few, remembered for all, and given again where an old one is promoted', async () => {
    const models: string[] = [];
    for (let i = 0; i < 5; i++) models.push(await trainChampion(app, { datasetId, ...QUICK, seed: i }));
    await app.slices.outbox.delivered(key, 10_000);
    const scored: { version: number; count: number }[] = await app.dataSource.query(
      `select m.version, count(s.row)::int as count from churn_models m
       left join churn_scores s on s.churn_model_id = m.id where m.dataset_id = $1 group by 1 order by 1`,
      [key],
    );
    expect(scored.map(({ count }) => count)).toEqual([0, 400, 400, 400, 400]);
    const [{ remembered }] = await app.dataSource.query(
      'select count(distinct model_version)::int as remembered from churn_score_history where dataset_id = $1',
      [key],
    );
    expect(remembered).toBe(5);

    const { promoteChurnModel } = await app.query<{ promoteChurnModel: { churnModel: { stage: string } } }>(
      `mutation ($input: PromoteChurnModelInput!) { promoteChurnModel(input: $input) {
        churnModel { stage } userErrors { message } } }`,
      { input: { churnModelId: models[0] } },
    );
    expect(promoteChurnModel.churnModel.stage).toBe('CHAMPION');
    expect((await find(idOf(0))).churn).not.toBeNull();
  });
});

describe('an upsert', () => {
  it('succeeds even if follow-up work fails, which is done later', async () => {
    await fit();
    const { store } = app.slices.segmentation.memberships;
    vi.spyOn(store, 'place').mockRejectedValueOnce(new Error('the handler breaks'));
    expect(await upsert([{ externalId: 'new', attributes: {} }])).toMatchObject({ created: 1 });
    await app.slices.outbox.delivered(key, 10_000);
    expect((await find('new')).segment).not.toBeNull();
  });

  it('of the same customers by many callers at once is answered for each of them', async () => {
    await fit();
    await train(app, { datasetId, ...QUICK });
    const ids = [...Array.from({ length: 10 }, (_, i) => idOf(i)), 'x', 'y', 'z'];
    const calls = Array.from({ length: 20 }, (_, call) => {
      const customers = ids.map((externalId) => ({ externalId, attributes: { income: 1000 * call } }));
      return upsert(call % 2 ? customers : customers.toReversed());
    });
    const answers = await Promise.all(calls);
    expect(answers.reduce((sum, { created }) => sum + created, 0)).toBe(3);
    expect(answers.reduce((sum, { updated }) => sum + updated, 0)).toBe(20 * 13 - 3);
  });

  it('never reuses the row of an erased customer', async () => {
    await upsert([{ externalId: 'last', attributes: {} }]);
    const rowOf = async (externalId: string) =>
      (
        await app.dataSource.query('select row from customers where dataset_id = $1 and external_id = $2', [
          key,
          externalId,
        ])
      )[0].row;
    const before = await rowOf('last');
    await erase('last');
    await upsert([{ externalId: 'next', attributes: {} }]);
    expect(await rowOf('next')).toBe(before + 1);
  });
});
