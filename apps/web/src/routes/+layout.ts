import { locale } from '#lib/words/locale.svelte.ts';

export const ssr = false;
export const prerender = false;

/** Nothing is drawn before it is known in which language. */
export async function load(): Promise<void> {
  await locale.begin();
}
