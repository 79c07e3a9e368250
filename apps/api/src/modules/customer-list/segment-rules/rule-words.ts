import type { AttributeConditionInput } from '../customer-list.inputs.js';
import { say } from '../messages.js';

/** A condition in as few words as it can be rebuilt from: "spend ≥ 800", "plan is gold or silver"; `called` is what people call the column. */
export function shortWords(condition: AttributeConditionInput, isNumber: boolean, called?: string): string {
  return say().short(toldOf(condition, called), isNumber);
}

/** A condition as sentences are told it. */
export function toldOf(
  { column, operator, value, values }: AttributeConditionInput,
  called: string | undefined,
) {
  return { column, called, operator, values: values ?? (value == null ? [] : [value]) };
}
