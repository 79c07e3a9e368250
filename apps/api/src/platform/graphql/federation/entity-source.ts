import type { ClassType } from 'type-graphql';
import type { CallContext } from '../../call/call-context.js';

/** A type that other subgraphs refer to, and how its objects are found. Slices hand these to the federation. */
export interface EntitySource<Key extends string = string> {
  readonly type: ClassType;
  /** The fields that name an object; every one is a text or an id. */
  readonly key: readonly Key[];
  /** The object, for whoever sees it; null otherwise. Asked for many at once, each in the same tick. */
  find(call: CallContext, key: Readonly<Record<Key, string>>): Promise<object | null>;
}
