import { labelOf } from '../../segmentation/index.js';
import type { AttributeConditionInput } from '../customer-list.inputs.js';

const SIGNS: Readonly<Record<string, string>> = {
  GTE: '≥',
  LT: '<',
  GT: '>',
  LTE: '≤',
  EQ: 'is',
  NEQ: 'is not',
};
const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

/** A condition in as few words as it can be rebuilt from: "spend ≥ 800", "plan is gold or silver"; `called` is what people call the column. */
export function shortWords(
  { column, operator, value, values }: AttributeConditionInput,
  isNumber: boolean,
  called?: string,
): string {
  const label = called ?? labelOf(column);
  if (operator === 'IS_MISSING') return `${label} is missing`;
  if (operator === 'IN') return `${label} is ${values!.slice(0, -1).join(', ')} or ${values!.at(-1)}`;
  return `${label} ${SIGNS[operator]} ${isNumber ? grouped(value!) : value}`;
}

/** A number from ten thousand up with thousands separators; a decimal comma becomes a point. */
function grouped(text: string): string {
  const value = Number(text.replace(',', '.'));
  return Math.abs(value) >= 10_000 ? GROUPED.format(value) : String(value);
}
