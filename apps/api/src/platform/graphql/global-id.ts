/**
 * The types that have a global id, by name. Open: a slice adds its own beside its entity with
 * `declare module '…/platform/graphql/global-id.js' { interface NodeTypes { Noun: true } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: slices extend it by declaration merging
export interface NodeTypes {}

/** The name of a type that has a global id. */
export type NodeType = keyof NodeTypes & string;

/** Makes the opaque id that clients see from a type and an internal key. */
export function toGlobalId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}
