import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { thirdPartyNotices } from '../../scripts/third-party-notices.mjs';

const api = process.env.API_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [sveltekit(), thirdPartyNotices()],
  server: {
    host: '127.0.0.1',
    proxy: { '/graphql': { target: api, ws: true }, '/uploads': api, '/churn-models': api, '/auth': api },
  },
});
