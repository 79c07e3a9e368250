import { runnerImport } from 'vite';

// Benchmarks import what tests import, without extensions: Vite resolves them as it does for the tests.
const [name] = process.argv.splice(2, 1);
await runnerImport(new URL(`./${name}.ts`, import.meta.url).pathname, { configFile: false });
