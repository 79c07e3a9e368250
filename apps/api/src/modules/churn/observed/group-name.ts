import { asDay } from '../../../platform/words/figures.js';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { numberText } from '../scoring/value-text.js';
import { say } from './messages.js';
import type { ObservedGroup } from './observed-rates.js';

const MILLISECONDS_A_DAY = 86_400_000;

/** What a group is called: "Two year", "yes", "12 to 24", "2024-01-01 to 2024-03-31". */
export function groupName(group: ObservedGroup, type: FeatureColumnSpec['type']): string {
  if ('level' in group) return group.level;
  if (type === 'BOOLEAN') return say()[group.from >= 0.5 ? 'yes' : 'no'];
  const [from, to] = [numberName(group.from, type), numberName(group.to, type)];
  return from === to ? from : say().range(from, to);
}

/** A number, or a day since 1970-01-01 of a date. */
export function numberName(value: number, type: FeatureColumnSpec['type']): string {
  return type === 'DATE' ? asDay(value) : numberText(value);
}

/** A group's value as attributes have it: the middle of a range. */
export function representative(group: ObservedGroup, type: FeatureColumnSpec['type']) {
  if ('level' in group) return group.level;
  const middle = (group.from + group.to) / 2;
  if (type === 'BOOLEAN') return middle >= 0.5;
  return type === 'DATE' ? isoDay(middle) : middle;
}

function isoDay(days: number): string {
  return new Date(days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
