import type { AuthCheckerFn } from 'type-graphql';
import type { CallContext } from '../call/call-context.js';
import type { Role } from '../call/caller.js';

/**
 * Lets a root field's `@Authorized('ANALYST')` refuse lower roles before its arguments are read. The check that counts is
 * the service's: `CallContext.require`.
 */
export const checkRole: AuthCheckerFn<CallContext, Role> = ({ context }, [needed]) => {
  context.require(needed!);
  return true;
};
