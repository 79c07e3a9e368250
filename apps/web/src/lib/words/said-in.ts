import { LANGUAGES as SAID } from '@holdfast/schema';
import { locale } from './locale.svelte.ts';

/**
 * The language of sentences that the API says on this page, for `lang`: that of the page where the API speaks it, else
 * English; empty, which is unknown, where it says some of them in English still.
 */
export function saidIn(): string {
  const [language = 'en'] = locale.language.split('-');
  const how: string | undefined = (SAID as Readonly<Record<string, string>>)[language];
  if (how === undefined) return 'en';
  return how === 'WHOLE' ? language : '';
}
