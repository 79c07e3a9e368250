import type { Caller } from '../call/caller.js';
import type { Actor } from './audit-trail.js';

/** Somebody who did not say who they are, or not truly. Nothing of what they gave is kept: it may be a password. */
export const STRANGER: Actor = { name: 'unknown', id: null };

/** A caller as the audit names them: a person by e-mail address, a key by its prefix and name. */
export function actorOf({ id, email, label }: Caller): Actor {
  return { name: label ?? email ?? id, id };
}
