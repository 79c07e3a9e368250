import type { ChurnDefinition } from './churn-definition.js';

const SIGNS = { GT: '>', GTE: '>=', LT: '<', LTE: '<=', EQ: '=' } as const;

/**
 * The SQL condition under which customers `c` have left as a model defines it; null if nothing says so.
 * `bind` adds a value to the statement and returns its placeholder: the only part of the definition that enters the
 * SQL text is one of our own five operators.
 */
export function leftCondition(target: ChurnDefinition, bind: (value: unknown) => string): string {
  const cell = `c.attributes ->> ${bind(target.column)}::text`;
  return target.kind === 'label'
    ? `lower(${cell}) = lower(${bind(target.positiveValue)}::text)`
    : `(${cell})::float8 ${SIGNS[target.operator]} ${bind(target.value)}::float8`;
}
