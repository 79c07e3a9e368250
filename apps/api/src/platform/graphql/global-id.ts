import { notFound } from '../errors/app-error.js';

/**
 * The types that have a global id, by name. Open: a slice adds its own beside its entity with
 * `declare module '…/platform/graphql/global-id.js' { interface NodeTypes { Noun: true } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: slices extend it by declaration merging
export interface NodeTypes {}

/** The name of a type that has a global id. */
export type NodeType = keyof NodeTypes & string;

/** Makes the opaque id that clients see from a type and a key of our own. */
export function toGlobalId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** Every key that clients are given begins with a UUID: one that does not names nothing, and PostgreSQL need not be asked. */
const BEGINS_WITH_UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:|$)/;

/**
 * The key inside a global id of the given type, or null if the text is none: a query answers null then,
 * a mutation refuses.
 */
export function fromGlobalId(type: NodeType, id: string): string | null {
  const text = Buffer.from(id, 'base64url').toString();
  if (!text.startsWith(`${type}:`)) return null;
  const key = text.slice(type.length + 1);
  return BEGINS_WITH_UUID.test(key) ? key : null;
}

/** The key inside a global id. @throws AppError NOT_FOUND if the id is not one of this type. */
export function requireKey(type: NodeType, id: string, field?: readonly string[]): string {
  const key = fromGlobalId(type, id);
  if (key === null) throw notFound(type, id, field);
  return key;
}
