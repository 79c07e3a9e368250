import type { ChurnDefinition } from './churn-definition.js';

const SIGNS = { GT: '>', GTE: '>=', LT: '<', LTE: '<=', EQ: '=' } as const;

/**
 * The SQL condition under which customers `c` have left, or whatever else a model predicts has happened to them; null if
 * nothing says so. The one place that decides it: scores keep the answer beside them. `bind` adds a value to the
 * statement and returns its placeholder: the only part of the definition that enters the SQL text is one of our own five
 * operators.
 */
export function leftCondition(target: ChurnDefinition, bind: (value: unknown) => string): string {
  const name = `${bind(target.column)}::text`;
  const cell = `attribute_text(c.cells, c.names, ${name})`;
  const number = `attribute_number(c.cells, c.names, ${name})`;
  if (target.kind === 'rule') {
    const bound = `${bind(target.value)}::float8`;
    return `${number} ${SIGNS[target.operator]} ${bound}`;
  }
  const { positiveValues, unknownValues } = target;
  // A number is stored as 1.0 and named as 1.
  const numbers = bind(
    positiveValues
      .filter((value) => value.trim() !== '')
      .map(Number)
      .filter(Number.isFinite),
  );
  const isOneOf = (values: readonly string[]) =>
    `lower(${cell}) in (select lower(v) from unnest(${bind(values)}::text[]) v)`;
  const happened = `when ${number} is not null then ${number} = any(${numbers}::float8[]) else ${isOneOf(positiveValues)} end`;
  return unknownValues.length === 0
    ? `case ${happened}`
    : `case when ${isOneOf(unknownValues)} then null ${happened}`;
}
