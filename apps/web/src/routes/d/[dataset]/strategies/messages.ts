import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  title: 'Strategies',
  about: 'What to do, for whom, and what it should bring.',
  segment: 'Segment',
  all: 'all, highest gain first',
  loading: 'Loading the strategies',
  nobody: 'Nobody to act on',
  nobodyWhy: (customers: number, { havePast }: EventInWords) =>
    `Advice is for those who are still there, and nobody is: all ${formatCount(customers)} ${havePast} already.`,
  seeAll: 'See all customers',
  plays: 'Plays',
  none: 'No advice yet',
  noneWhy: 'Find your segments first; the advice is for them.',
  findSegments: 'Find segments',
  notChosen: {
    title: 'Why not something else',
    caption: 'Advice that was not chosen',
    advice: 'Advice',
    why: 'Why not',
  },
  plan: {
    counted: (plays: number, customers: number) =>
      `${plural(plays, 'play')} for ${plural(customers, 'customer')}, each counted once.`,
    brings: (plays: number, customers: number, effect: string) =>
      `${plural(plays, 'play')} for ${plural(customers, 'customer')}, each counted once: ${effect}.`,
    keeps: (customers: string) => `keep about ${customers}`,
    turns: (customers: string) => `turn about ${customers}`,
    gains: (money: string) => `a gain of ${money}`,
    both: (customers: string, money: string) => `${customers}, ${money}`,
    noModel: 'Nothing says what they would bring: no model is in use that tells who is likely to leave.',
    seeWhy: 'See why, or train one',
    capacity: (contacts: number) =>
      `You can contact ${formatCount(contacts)}: the lists begin with those who are worth most.`,
    range: 'The range allows for chance and for the share that a contact turns.',
    change: 'Change what is taken for granted',
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/strategies', english);
