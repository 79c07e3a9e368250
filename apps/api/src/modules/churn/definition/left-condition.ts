import type { ChurnDefinition } from './churn-definition.js';

const SIGNS = { GT: '>', GTE: '>=', LT: '<', LTE: '<=', EQ: '=' } as const;

/**
 * The SQL condition under which customers `c` have left as a model defines it; null where nothing says so.
 * `bind` takes a value into the statement and answers with its placeholder: nothing of the definition but one of our
 * own five signs becomes part of the text.
 */
export function leftCondition(target: ChurnDefinition, bind: (value: unknown) => string): string {
  const cell = `c.attributes ->> ${bind(target.column)}::text`;
  return target.kind === 'label'
    ? `lower(${cell}) = lower(${bind(target.positiveValue)}::text)`
    : `(${cell})::float8 ${SIGNS[target.operator]} ${bind(target.value)}::float8`;
}
