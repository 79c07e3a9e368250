import { connection } from '#lib/state/connection.svelte.ts';
import { session } from '#lib/state/session.svelte.ts';
import { createApiClient } from './client';

/** The one client of this page. */
export const api = createApiClient(
  window.location.origin,
  () => session.end(),
  () => connection.lose(),
);
