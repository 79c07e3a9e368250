import { defineConfig } from 'rolldown';
import { thirdPartyNotices } from '../../scripts/third-party-notices.mjs';

// One file instead of a hundred: of the time that an import takes, nearly all goes into finding and opening files
// (Node 20, CPU time: 100 ms with a file a module, 22 ms so). The libraries behind the reference estimators stay outside.
export default defineConfig({
  input: { index: 'src/index.ts', 'reference/index': 'src/reference/index.ts' },
  external: ['ml-kmeans', 'ml-random-forest'],
  platform: 'neutral',
  plugins: [thirdPartyNotices()],
  resolve: { mainFields: ['module', 'main'] },
  output: { dir: 'dist', chunkFileNames: 'shared.js', cleanDir: true },
});
