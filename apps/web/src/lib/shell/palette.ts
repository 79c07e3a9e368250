import { compareNames } from '#lib/format/words.ts';
import { say } from './messages';

/** Something that the palette leads to or does. */
export interface Entry {
  readonly id: string;
  readonly group: 'screens' | 'actions' | 'segments' | 'audiences' | 'campaigns' | 'datasets' | 'customers';
  readonly name: string;
  /** Said beside the name. */
  readonly hint?: string;
  /** Other words that find it. */
  readonly also?: string;
  readonly href?: string;
  readonly run?: () => void;
}

/** How many of a group are shown, so that none pushes the others out of sight. */
const MOST = 6;

/** As one may type it: without capitals and accents. */
function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** How well the entry fits: 2 if its name begins so, 1 if every word is somewhere in it, 0 if not. */
function fit({ name, also = '', group }: Entry, text: string): number {
  if (plain(name).startsWith(text)) return 2;
  const all = plain(`${name} ${also} ${say().palette.groups[group]}`);
  return text.split(/\s+/).every((word) => all.includes(word)) ? 1 : 0;
}

/** The entries that fit what was typed, by group in the order of the first of each, the best of a group first. */
export function findEntries(entries: readonly Entry[], typed: string): Entry[] {
  const text = plain(typed.trim());
  // Before anything is typed the newest and the largest stand first; screens stand as they do at the side.
  const asItCame = (group: Entry['group']) => text === '' || group === 'screens' || group === 'actions';
  const groups = [...new Set(entries.map(({ group }) => group))];
  return groups.flatMap((group) =>
    entries
      .filter((entry) => entry.group === group)
      .map((entry) => ({ entry, score: fit(entry, text) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || (asItCame(group) ? 0 : compareNames(a.entry.name, b.entry.name)))
      .slice(0, MOST)
      .map(({ entry }) => entry),
  );
}
