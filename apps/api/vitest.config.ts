import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Threads are started from compiled sources; see there. */
const compiledThreads = {
  name: 'compiled-threads',
  enforce: 'pre',
  resolveId: (id: string, importer = '') =>
    id.endsWith('/start-thread.js') && !importer.includes('/api/test/')
      ? join(import.meta.dirname, 'test/start-compiled-thread.ts')
      : null,
} as const;

export default defineConfig({
  plugins: [compiledThreads],
  // As Node resolves it: otherwise our files get graphql's ES modules, the libraries its CommonJS ones, two of each class.
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/cluster.ts'],
    // Much of the time is spent waiting; more than two would want more connections than the one PostgreSQL has.
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
