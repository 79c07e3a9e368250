import type { AuthCheckerFn } from 'type-graphql';
import { AppError } from '../errors/app-error.js';
import type { RequestContext, Role } from './request-context.js';

const RANK: Readonly<Record<Role, number>> = { VIEWER: 0, ANALYST: 1, ADMIN: 2 };

/** Whether a role includes another role. */
export function mayActAs(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed];
}

/**
 * Lets a resolver's `@Authorized('ANALYST')` mean: this role or a higher one.
 * @throws AppError FORBIDDEN with both roles.
 */
export const checkRole: AuthCheckerFn<RequestContext, Role> = ({ context }, needed) => {
  const { role } = context.caller;
  if (needed.length === 0 || needed.some((one) => mayActAs(role, one))) return true;
  throw new AppError('FORBIDDEN', `Your role is ${role}; this needs ${needed.join(' or ')}.`);
};
