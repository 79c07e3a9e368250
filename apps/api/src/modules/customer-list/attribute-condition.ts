import { AppError } from '../../platform/errors/app-error.js';
import { type DatasetColumn, type ReadValue, readText, sqlName, sqlText } from '../datasets/index.js';
import type { AttributeConditionInput, AttributeOperator } from './customer-list.inputs.js';
import type { Parameters } from './parameters.js';

const SIGNS = { EQ: '=', NEQ: '<>', GT: '>', GTE: '>=', LT: '<', LTE: '<=' } as const;
type Comparison = keyof typeof SIGNS;
const ORDERED: ReadonlySet<string> = new Set(['GT', 'GTE', 'LT', 'LTE']);
const LISTS: ReadonlySet<string> = new Set(['IN', 'NOT_IN']);
const WITHOUT_VALUE: ReadonlySet<string> = new Set(['IS_MISSING', 'IS_KNOWN']);
const MAX_VALUES = 100;

/** A condition that was found right: its column, and its values as the column's own were read at their import. */
export interface ReadCondition {
  readonly column: DatasetColumn;
  readonly operator: AttributeOperator;
  /** None for IS_MISSING and IS_KNOWN, one or more for IN and NOT_IN, else one. */
  readonly values: readonly ReadValue[];
}

/**
 * Reads a condition on an attribute.
 * @throws AppError UNKNOWN_COLUMN, or BAD_USER_INPUT for a value or an operator that does not fit the column
 */
export function readCondition(
  condition: AttributeConditionInput,
  columns: readonly DatasetColumn[],
  field: readonly string[],
): ReadCondition {
  const column = columns.find(({ name }) => name === condition.column);
  if (column === undefined) {
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    throw new AppError(
      'UNKNOWN_COLUMN',
      `"${condition.column}" is not a column of the dataset; its columns are ${names}.`,
      { field: [...field, 'column'] },
    );
  }
  const { operator } = condition;
  if (WITHOUT_VALUE.has(operator)) {
    requireNone(condition, field);
    return { column, operator, values: [] };
  }
  requireFitting(operator, column, field);
  if (LISTS.has(operator)) {
    const values = requireValues(condition, field).map((text, i) =>
      readValue(text, column, [...field, 'values', String(i)]),
    );
    return { column, operator, values };
  }
  const text = requireValue(condition, field);
  const value = operator === 'CONTAINS' ? text : readValue(text, column, [...field, 'value']);
  return { column, operator, values: [value] };
}

/**
 * A condition on an attribute of customers `c` in SQL. A missing value meets IS_MISSING alone.
 * @throws AppError see `readCondition`
 */
export function attributeSql(
  condition: AttributeConditionInput,
  columns: readonly DatasetColumn[],
  parameters: Parameters,
  field: readonly string[],
): string {
  const { column, operator, values } = readCondition(condition, columns, field);
  const cell = cellSql(column, parameters);
  if (WITHOUT_VALUE.has(operator)) return `${cell} is ${operator === 'IS_KNOWN' ? 'not ' : ''}null`;
  if (LISTS.has(operator)) {
    const bound = `${parameters.add(values)}::${sqlType(column)}[]`;
    return operator === 'IN' ? `${cell} = any(${bound})` : `${cell} <> all(${bound})`;
  }
  const value = parameters.add(values[0]);
  if (operator === 'CONTAINS') return `strpos(lower(${cell}), lower(${value}::text)) > 0`;
  return `${cell} ${SIGNS[operator as Comparison]} ${value}::${sqlType(column)}`;
}

/**
 * What a condition says in DuckDB's SQL of a column file: true of everyone of whom `attributeSql` is, and perhaps of more, as
 * DuckDB folds the case of all letters.
 */
export function columnFileSql({ column, operator, values }: ReadCondition): string {
  const cell = sqlName(column.name);
  if (WITHOUT_VALUE.has(operator)) return `${cell} is ${operator === 'IS_KNOWN' ? 'not ' : ''}null`;
  const literals = values.map((value) => literalOf(value, column));
  if (LISTS.has(operator)) return `${cell} ${operator === 'IN' ? '' : 'not '}in (${literals.join(', ')})`;
  if (operator === 'CONTAINS') return `contains(lower(${cell}), lower(${literals[0]}))`;
  return `${cell} ${SIGNS[operator as Comparison]} ${literals[0]}`;
}

function literalOf(value: ReadValue, { type, role }: DatasetColumn): string {
  if (role === 'CUSTOMER_ID' || type === 'CATEGORY' || type === 'TEXT') return sqlText(String(value));
  if (type === 'DATE') return `timestamp ${sqlText(String(value))}`;
  return type === 'NUMBER' ? `${value}::double` : String(value);
}

/** The value of the column as its SQL type; an attribute of another type than the column's has none. */
export function cellSql(column: DatasetColumn, parameters: Parameters): string {
  if (column.role === 'CUSTOMER_ID') return 'c.external_id';
  const name = `${parameters.add(column.name)}::text`;
  if (column.type === 'NUMBER') return `attribute_number(c.cells, c.names, ${name})`;
  const cell = `attribute_text(c.cells, c.names, ${name})`;
  if (column.type !== 'BOOLEAN') return `(${cell}) collate "C"`;
  return `(case when json_typeof(attribute_value(c.cells, c.names, ${name})) = 'boolean' then ${cell}::boolean end)`;
}

function sqlType({ type, role }: DatasetColumn): 'float8' | 'boolean' | 'text' {
  if (role === 'CUSTOMER_ID') return 'text';
  return type === 'NUMBER' ? 'float8' : type === 'BOOLEAN' ? 'boolean' : 'text';
}

function readValue(text: string, column: DatasetColumn, field: readonly string[]): ReadValue {
  const { name, type, role, reading, withTime } = column;
  if (role === 'CUSTOMER_ID') return text.trim();
  const value = readText(text, reading ?? { type, decimal: '.', order: 'ymd' });
  if (value === undefined || value === null) {
    const says = value === null ? 'says that there is no value; ask with IS_MISSING' : `is no ${type}`;
    throw new AppError('BAD_USER_INPUT', `"${name}" is a ${type}; "${text}" ${says}.`, { field });
  }
  // Dates are kept, and compared, as texts of one form.
  return type === 'DATE' && !withTime ? String(value).slice(0, 10) : value;
}

function requireFitting(operator: AttributeOperator, column: DatasetColumn, field: readonly string[]): void {
  const { name, role } = column;
  const type = role === 'CUSTOMER_ID' ? 'TEXT' : column.type;
  const isText = type === 'TEXT' || type === 'CATEGORY';
  const fits = ORDERED.has(operator)
    ? type === 'NUMBER' || type === 'DATE'
    : operator !== 'CONTAINS' || isText;
  if (fits) return;
  const wanted = operator === 'CONTAINS' ? 'a CATEGORY or TEXT' : 'a NUMBER or DATE';
  throw new AppError('BAD_USER_INPUT', `"${name}" is a ${type}; ${operator} needs ${wanted}.`, {
    field: [...field, 'operator'],
  });
}

function requireNone({ operator, value, values }: AttributeConditionInput, field: readonly string[]): void {
  if (value == null && values == null) return;
  throw new AppError('BAD_USER_INPUT', `${operator} is given a value; it takes none.`, { field });
}

function requireValue(
  { operator, value, values }: AttributeConditionInput,
  field: readonly string[],
): string {
  if (value != null && values == null) return value;
  const found = values == null ? 'is given none' : 'is given values';
  throw new AppError('BAD_USER_INPUT', `${operator} ${found}; it needs one value.`, {
    field: [...field, 'value'],
  });
}

function requireValues(
  { operator, value, values }: AttributeConditionInput,
  field: readonly string[],
): readonly string[] {
  if (value == null && values != null && values.length >= 1 && values.length <= MAX_VALUES) return values;
  const found = value != null ? 'is given a single value' : `is given ${values?.length ?? 0} values`;
  throw new AppError('BAD_USER_INPUT', `${operator} ${found}; it needs 1..${MAX_VALUES} values.`, {
    field: [...field, 'values'],
  });
}
