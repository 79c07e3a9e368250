import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agents } from '../attack/agents.js';
import { aim } from '../attack/aim.js';
import type { Target } from '../attack/attack.js';
import { queries } from '../attack/queries.js';
import { requests } from '../attack/requests.js';
import { changesOf, lookAt } from '../attack/scene.js';
import { sockets } from '../attack/sockets.js';
import { streams } from '../attack/streams.js';
import { uploads } from '../attack/uploads.js';
import { values } from '../attack/values.js';
import { importCsv } from './import-client.js';
import { csv } from './living-dataset.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let target: Target;
beforeAll(async () => {
  app = await createTestApp();
  await importCsv(app, csv, { analyse: true });
  target = await aim(app.url, app.adminKey);
});
afterAll(() => app.stop());

describe.each([
  ['a query', queries],
  ['a request', requests],
  ['a value', values],
  ['a socket', sockets],
  ['a stream of events', streams],
  ['a file', uploads],
  ['an agent, or a link', agents],
])('%s', (_of, attacks) => {
  it.each(attacks.map((attack) => [attack.name, attack] as const))(
    'does no harm, and the next one finds everything as it was: %s',
    async (_name, attack) => {
      const before = await lookAt(target, app.databaseUrl);
      const { got, holds } = await attack.run(target);
      expect(holds, `expected ${attack.expected}, got ${got}`).toBe(true);
      expect(changesOf(before, await lookAt(target, app.databaseUrl), attack.leaves)).toEqual([]);
    },
  );
});
