import type { Serving } from './serving';

/** How the processor time of a query grows: with the number of customers to the power of this. */
export interface Growth {
  readonly query: string;
  readonly exponent: number;
}

/** Compares the fewest customers with the most, query by query, and all queries together first. */
export function growthOf(served: readonly Serving[]): Growth[] {
  const [least, most] = [served[0], served.at(-1)];
  if (!least?.queries || !most?.queries || least.customers === most.customers) return [];
  const steps = Math.log(most.customers / least.customers);
  const cost = ({ api, postgres }: { api: number; postgres: number }) => api + postgres;
  const all = ({ queries = [] }: Serving) => queries.reduce((sum, query) => sum + cost(query), 0);
  const grown = (query: string, from: number, to: number): Growth[] =>
    from > 0 && to > 0 ? [{ query, exponent: Math.log(to / from) / steps }] : [];
  return [
    ...grown('all queries together', all(least), all(most)),
    ...least.queries.flatMap((query) => {
      const same = most.queries?.find(
        (other) => other.screen === query.screen && other.query === query.query,
      );
      return same ? grown(`${query.screen}: ${query.query}`, cost(query), cost(same)) : [];
    }),
  ];
}
