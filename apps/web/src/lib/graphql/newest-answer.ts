import { type Exchange, makeOperation } from '@urql/core';
import { filter, map, pipe } from 'wonka';

/**
 * Lets a query be answered by the newest of its requests alone. A query that is asked again, after a mutation or a job,
 * may overtake its older request, whose late answer would bring back what the mutation has changed. Stands before
 * `fetchExchange`.
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
