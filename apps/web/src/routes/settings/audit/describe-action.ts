import { formatFeature } from '#lib/format/words.ts';
import { say } from './messages';

/** An action of the audit in words; one that is not known is spelled out. */
export function describeAction(action: string): string {
  const known: Readonly<Record<string, string>> = say().actions;
  return known[action] ?? formatFeature(action);
}
