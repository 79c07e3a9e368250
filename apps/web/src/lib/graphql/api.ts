import { session } from '$lib/state/session.svelte';
import { createApiClient } from './client';

/** The one client of this page. */
export const api = createApiClient(window.location.origin, () => session.end());
