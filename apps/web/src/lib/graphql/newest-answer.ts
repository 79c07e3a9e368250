import { type Exchange, makeOperation } from '@urql/core';
import { filter, map, pipe } from 'wonka';

/**
 * Drops responses that were overtaken, so that a query shows the response to its newest request. A query that is
 * sent again, after a mutation or a job, can overtake its older request, whose late response would bring back old
 * data. Goes before `fetchExchange`.
 */
export const newestAnswerExchange: Exchange = ({ forward }) => {
  const newest = new Map<number, number>();
  let asked = 0;
  return (operations) =>
    pipe(
      operations,
      map((operation) => {
        if (operation.kind === 'teardown') newest.delete(operation.key);
        if (operation.kind !== 'query') return operation;
        asked += 1;
        newest.set(operation.key, asked);
        return makeOperation('query', operation, { ...operation.context, asked });
      }),
      forward,
      filter(({ operation }) => {
        return operation.kind !== 'query' || newest.get(operation.key) === operation.context.asked;
      }),
    );
};
