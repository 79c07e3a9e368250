import { AppError } from './errors/app-error.js';

/** How deep an input may be nested; no input of the schema comes near. */
const MAX_DEPTH = 20;

/** Whether a text can be stored as it is: PostgreSQL's cannot hold NUL, nor halves of surrogate pairs. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/**
 * Refuses an input that nothing behind the API can hold, wherever it is in it: texts and names with a NUL or half a
 * character, numbers that are not finite, moments that do not exist, nesting without end.
 * @throws AppError BAD_USER_INPUT with the path to what is at fault
 */
export function requireStorable(value: unknown, path: readonly string[] = []): void {
  requireAllStorable(value, [...path]);
}

/** One path serves for all that is looked at: an upsert has tens of thousands of values. */
function requireAllStorable(value: unknown, path: string[]): void {
  const fault = faultOf(value, path.length);
  if (fault !== null) {
    throw new AppError('BAD_USER_INPUT', `${nameOf(path)} ${fault}.`, { field: [...path] });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) {
      throw new AppError('BAD_USER_INPUT', `A name in ${nameOf(path)} ${textFault(name)}.`, {
        field: [...path],
      });
    }
    path.push(name);
    requireAllStorable(inner, path);
    path.pop();
  }
}

function faultOf(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : textFault(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return `is ${value}; it must be a finite number`;
  if (value instanceof Date && Number.isNaN(value.getTime())) {
    return 'is a moment that does not exist; it must be one like 2026-03-01T09:30:00Z';
  }
  return depth > MAX_DEPTH ? `is nested ${depth} levels deep; it may be at most ${MAX_DEPTH}` : null;
}

function textFault(text: string): string {
  return text.includes('\0')
    ? 'contains a NUL character; it must not'
    : 'contains half of a surrogate pair; it must be well-formed Unicode';
}

/** The last name in a path, with the indices behind it, e.g. "features[2]". */
function nameOf(path: readonly string[]): string {
  const last = path.findLastIndex((step) => !/^\d+$/.test(step));
  const indices = path.slice(last + 1).map((index) => `[${index}]`);
  return `${path[last] ?? 'The input'}${indices.join('')}`;
}
