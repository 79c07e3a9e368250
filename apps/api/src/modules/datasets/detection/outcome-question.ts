import { parseBoolean } from '../values/boolean-values.js';
import { asksForMeaning, outcomeWarning, type RoleFacts } from './suggest-roles.js';

/** What to ask about a column that may tell what came of customers: how many of them have the value that means yes. */
export interface AskedOutcome {
  readonly value: string;
  readonly happened: number;
  readonly customers: number;
  /** The same as a sentence, as it is in the warnings. */
  readonly sentence: string;
}

/** The question about a column; null where its name leaves no doubt, or none of its values is a yes. */
export function askOutcome(column: RoleFacts): AskedOutcome | null {
  if (!asksForMeaning(column)) return null;
  const yes = [...(column.counts ?? [])].find(([value]) => parseBoolean(value) === true);
  if (!yes) return null;
  const [value, happened] = yes;
  return { value, happened, customers: column.present, sentence: outcomeWarning(column.name) };
}
