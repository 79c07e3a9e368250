import { AppError } from '../errors/app-error.js';

/** What a caller may do, each role including the ones before it. */
export type Role = 'VIEWER' | 'ANALYST' | 'ADMIN';

/**
 * The data that a caller is confined to, by the keys that the slices divide their data by; null for everything. It
 * confines what exists already as well as what is made later.
 */
export type Scope = ReadonlySet<string> | null;

/** Who makes a call. */
export interface Caller {
  readonly id: string;
  readonly email: string | null;
  /** What operators know a caller by that is no person, such as the prefix and the name of a key. */
  readonly label?: string;
  readonly role: Role;
  readonly scope: Scope;
  /** Whether an agent that has its key may change something; without it, agents only read. */
  readonly agentMayWrite?: boolean;
  /** What was deleted and can still be restored, as of the moment the caller was recognised; nobody sees it. */
  readonly deleted?: Set<string>;
}

/** The server itself, which runs jobs, delivers events and serves its operator on the terminal. */
export const SERVER: Caller = { id: 'server', email: null, label: 'server', role: 'ADMIN', scope: null };

const RANK: Readonly<Record<Role, number>> = { VIEWER: 0, ANALYST: 1, ADMIN: 2 };

/** @throws AppError FORBIDDEN with both roles unless a caller's role includes the one that is needed. */
export function requireRole({ role }: Caller, needed: Role): void {
  if (RANK[role] >= RANK[needed]) return;
  throw new AppError('FORBIDDEN', `Your role is ${role}; this needs ${needed}.`);
}
