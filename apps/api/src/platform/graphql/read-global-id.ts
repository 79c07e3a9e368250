import { notFound } from '../errors/app-error.js';
import type { NodeType } from './global-id.js';

/** What is found by its id has a UUID as its key; any other is unknown without asking PostgreSQL. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The key inside a global id of the given type, or null if the text is not one: a query then answers null,
 * a mutation refuses.
 */
export function fromGlobalId(type: NodeType, id: string): string | null {
  const text = Buffer.from(id, 'base64url').toString();
  if (!text.startsWith(`${type}:`)) return null;
  const key = text.slice(type.length + 1);
  return UUID.test(key) ? key : null;
}

/** The type and the key inside the global id of anything that is found by it; null if the text is none. */
export function readAnyGlobalId(id: string): { readonly type: string; readonly key: string } | null {
  const [, type, key] = /^([A-Za-z]{1,40}):(.+)$/.exec(Buffer.from(id, 'base64url').toString()) ?? [];
  return type !== undefined && key !== undefined && UUID.test(key) ? { type, key } : null;
}

/** The key inside a global id. @throws AppError NOT_FOUND if the id is not one of this type. */
export function requireKey(type: NodeType, id: string, field?: readonly string[]): string {
  const key = fromGlobalId(type, id);
  if (key === null) throw notFound(type, id, field);
  return key;
}
