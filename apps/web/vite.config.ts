import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { thirdPartyNotices } from '../../scripts/third-party-notices.mjs';

const api = process.env.API_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [
    // One page for every address; the server sends it with its security policy.
    sveltekit({ adapter: adapter({ fallback: 'index.html', precompress: true }) }),
    thirdPartyNotices(),
  ],
  // No page is made on the server: what uploads there would be Node's.
  ssr: { external: ['tus-js-client'] },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/graphql': { target: api, ws: true },
      '/uploads': api,
      '/churn-models': api,
      '/datasets': api,
      '/segmentations': api,
      '/reports': api,
      '/auth': api,
    },
  },
});
