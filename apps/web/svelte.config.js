import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    // One page for every address; the server sends it with its security policy.
    adapter: adapter({ fallback: 'index.html', precompress: true }),
  },
};
