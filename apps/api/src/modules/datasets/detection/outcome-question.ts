import { parseBoolean } from '../values/boolean-values.js';
import { asksForMeaning, leftInWords, outcomeWarning, type RoleFacts } from './suggest-roles.js';

/** What to ask about a column that may tell what came of customers: how many of them have the value that means yes, or those that do. */
export interface AskedOutcome {
  readonly value: string;
  readonly happened: number;
  readonly customers: number;
  /** The same as a sentence, as it is in the warnings. */
  readonly sentence: string;
}

/** The question about a column; null where its name leaves no doubt, or none of its values is a yes or says that someone left. */
export function askOutcome(column: RoleFacts): AskedOutcome | null {
  if (!asksForMeaning(column)) return null;
  const counts = column.counts ?? new Map<string, number>();
  const yes = [...counts.keys()].find((value) => parseBoolean(value) === true);
  const values = yes === undefined ? leftInWords(column) : [yes];
  if (values.length === 0) return null;
  const happened = values.reduce((sum, value) => sum + counts.get(value)!, 0);
  return {
    ...{ value: values.join(' or '), happened },
    ...{ customers: column.present, sentence: outcomeWarning(column) },
  };
}
