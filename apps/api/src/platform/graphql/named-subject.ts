import { readAnyGlobalId } from './read-global-id.js';

/** What something is about: the global id of one thing, and the key of the dataset where that is the thing. */
export interface Subject {
  readonly subject: string | null;
  readonly datasetId: string | null;
}

/** Customers are data: the audit names their dataset alone. */
const NOT_NAMED = new Set(['Customer']);

/** What a global id names; null for any other text, which may be anything. */
export function subjectOf(id: string, isType: (name: string) => boolean): Subject | null {
  const read = readAnyGlobalId(id);
  if (read === null || NOT_NAMED.has(read.type) || !isType(read.type)) return null;
  // Written anew: base64 reads over characters that are none of it.
  const subject = Buffer.from(`${read.type}:${read.key}`).toString('base64url');
  return { subject, datasetId: read.type === 'Dataset' ? read.key : null };
}

/** What an input is about: of the ids in its fields the first that is no dataset's, else the dataset's. */
export function subjectOfInput(input: unknown, isType: (name: string) => boolean): Subject {
  const named = Object.values(Object(input) as Record<string, unknown>)
    .map((value) => (typeof value === 'string' ? subjectOf(value, isType) : null))
    .filter((found) => found !== null);
  const datasetId = named.find((found) => found.datasetId !== null)?.datasetId ?? null;
  const thing = named.find((found) => found.datasetId === null) ?? named[0];
  return { subject: thing?.subject ?? null, datasetId };
}

/** What a payload is about: the thing that was made or changed. */
export function subjectOfPayload(payload: unknown, isType: (name: string) => boolean): Subject {
  for (const value of Object.values(Object(payload) as Record<string, unknown>)) {
    const id = (value as { globalId?: unknown } | null)?.globalId;
    const found = typeof id === 'string' ? subjectOf(id, isType) : null;
    if (found === null) continue;
    const { datasetId } = value as { datasetId?: unknown };
    return { ...found, datasetId: found.datasetId ?? (typeof datasetId === 'string' ? datasetId : null) };
  }
  return { subject: null, datasetId: null };
}
