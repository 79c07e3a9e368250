import { notFound } from '../errors/app-error.js';

/** The types that have a global id. */
export type NodeType =
  | 'ApiKey'
  | 'ChurnModel'
  | 'Customer'
  | 'Dataset'
  | 'Import'
  | 'Job'
  | 'RetentionStrategy'
  | 'Segment'
  | 'Segmentation'
  | 'User';

/** Makes the opaque id that clients see from a type and a key of our own. */
export function toGlobalId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** Types whose keys are UUIDs: a key that is none names nothing, and PostgreSQL need not be asked. */
const UUID_KEYED: ReadonlySet<NodeType> = new Set([
  'ApiKey',
  'ChurnModel',
  'Dataset',
  'Import',
  'Job',
  'Segmentation',
]);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The key inside a global id of the given type, or null where the text is none: a query answers null then,
 * a mutation refuses.
 */
export function fromGlobalId(type: NodeType, id: string): string | null {
  const text = Buffer.from(id, 'base64url').toString();
  if (!text.startsWith(`${type}:`)) return null;
  const key = text.slice(type.length + 1);
  return UUID_KEYED.has(type) && !UUID.test(key) ? null : key;
}

/** The key inside a global id. @throws AppError NOT_FOUND where the id is not one of this type. */
export function requireKey(type: NodeType, id: string, field?: readonly string[]): string {
  const key = fromGlobalId(type, id);
  if (key === null) throw notFound(type, id, field);
  return key;
}
