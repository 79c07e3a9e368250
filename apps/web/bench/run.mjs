import { runnerImport } from 'vite';

// Benchmarks import what tests import, without extensions: Vite resolves them as it does for the tests.
await runnerImport(new URL('./serve-speed.ts', import.meta.url).pathname, { configFile: false });
