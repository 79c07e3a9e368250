/**
 * A relation of one row a value instead of one a customer: columns `g`, `k` and `v`, where `v` is the k-th of the values.
 * One narrow aggregate over it does what a wide one over all columns would, and stays as small for hundreds of them.
 * @param from a relation with a column `g`
 */
export function stackColumns(from: string, values: readonly string[]): string {
  const cases = values.map((value, k) => `when ${k} then ${value}`).join(' ');
  const places = values.map((_, k) => `(${k})`).join(', ');
  return `(select g, k, case k ${cases} end as v from ${from} cross join (values ${places}) as places(k)) as stacked`;
}
