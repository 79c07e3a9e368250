import { sayFilter } from '../customer-list/index.js';
import { sayWhom, titleOfPlay } from '../strategies/index.js';
import type { MadeOf } from './made-of.js';
import { say } from './messages.js';

/** What a list is for is said by. */
export type ListTold = Pick<MadeOf, 'filter' | 'audience' | 'strategies' | 'told' | 'gainOf'>;

/**
 * Whom a list is for, in the language of now, by what it was made of; null of one of an earlier release that kept too little.
 * @param names What its segments are called, by key.
 */
export function whomWords(list: ListTold, names: Readonly<Record<string, string>>): string | null {
  const whom = list.strategies.length > 0 ? ofStrategies(list, names) : ofFilter(list, names);
  return whom !== null && list.gainOf ? say().made.byGain(whom, list.gainOf.name) : whom;
}

function ofFilter({ filter, audience, told }: ListTold, names: Readonly<Record<string, string>>) {
  if (told === undefined) return null;
  const whom = sayFilter(filter, told, ({ key, name, current }) => (current && names[key]) || name);
  return audience === null ? whom : say().made.audience(audience.name, whom);
}

function ofStrategies({ filter, strategies }: ListTold, names: Readonly<Record<string, string>>) {
  const titles = new Set(strategies.map(({ play, title }) => titleOfPlay(play) ?? title));
  const whom = (filter.anyOf ?? [filter]).map(({ segmentKey, minProbability }) => {
    const name = names[segmentKey ?? ''];
    return name === undefined ? null : sayWhom(name, minProbability ?? null);
  });
  const known = whom.filter((words) => words !== null);
  return known.length < whom.length ? null : say().made.strategies([...titles], known);
}
