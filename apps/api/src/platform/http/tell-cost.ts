import type { GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { CallContext } from '../call/call-context.js';
import type { Allowance } from '../query-rate/query-rate.js';

/**
 * Adds to an answer what it cost and what its caller may still spend: `extensions.cost`, and headers as GitHub has them.
 * Nothing is given back for what a list did not hold, so that what is charged is what was asked for, or nothing.
 */
export function tellCost(
  { body, http }: GraphQLRequestContextWillSendResponse<CallContext>['response'],
  requested: number,
  charged: boolean,
  allowance: Allowance,
): void {
  const { limit, available, resetsIn, perSecond } = allowance;
  if (body.kind === 'single') {
    const cost = { requested, actual: charged ? requested : 0, available, restoreRate: perSecond };
    body.singleResult.extensions = { ...body.singleResult.extensions, cost };
  }
  http.headers.set('x-ratelimit-limit', String(limit));
  http.headers.set('x-ratelimit-remaining', String(available));
  http.headers.set('x-ratelimit-reset', String(resetsIn));
}
