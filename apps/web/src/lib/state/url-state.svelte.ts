import { goto } from '$app/navigation';
import { page } from '$app/state';

/** The value of a search parameter, or null; reading it in an effect or a template follows it. */
export function readParam(name: string): string | null {
  return page.url.searchParams.get(name);
}

/** The number in a search parameter, or null where there is none. */
export function readNumber(name: string): number | null {
  const text = readParam(name);
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/**
 * Writes search parameters; null or the empty string takes one away. A new entry of the history by default, so that
 * Back undoes it; `replace` for what changes many times a second.
 */
export function writeParams(
  params: Record<string, string | number | null>,
  { replace = false }: { replace?: boolean } = {},
): Promise<void> {
  const url = new URL(page.url.href);
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  return goto(url, { reset: false, replace });
}
