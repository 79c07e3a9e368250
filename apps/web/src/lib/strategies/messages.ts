import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  nobodyContacted: 'Nobody is contacted',
  segments: 'For',
  campaign: 'Make a campaign',
  more: {
    all: 'How, why, and how it adds up',
    segments: (segments: number) => `How, why, and each of the ${formatCount(segments)} segments`,
    how: 'How and why',
    why: 'Why, and how it adds up',
  },
  figures: {
    notKnown: 'not known',
    customers: 'Customers',
    see: (customers: number) => `See these ${plural(customers, 'customer')}`,
    kept: 'Kept',
    turned: 'Turned',
    gain: 'Gain',
  },
  reasons: {
    others: (customers: number) => `${formatCount(customers)} of them are in “{play}” as well.`,
    counted: (customers: number) =>
      `The total counts ${formatCount(customers)} of them here, the others where more is gained.`,
    channel: 'A channel that they use more than others: {channel}.',
  },
  feedback: {
    title: 'What became of this advice',
    takenTimes: (times: number) => `taken ${formatCount(times)} ×`,
    refusedTimes: (times: number) => `refused ${formatCount(times)} ×`,
    both: (taken: string, refused: string) => `${taken}, ${refused}`,
    whatWasSaid: 'What was said',
    ask: 'Taken or refused?',
    taken: (why: string) => (why ? `Taken: ${why}` : 'Taken'),
    refused: (why: string) => (why ? `Refused: ${why}` : 'Refused'),
    by: (who: string, moment: string) => `${who}, ${moment}`,
    withdraw: 'Withdraw',
    itWas: 'It was',
    kinds: { TAKEN: 'taken', REFUSED: 'refused' },
    why: 'Why',
    save: 'Say so',
  },
};

export type English = typeof english;
export const say = dictionary('lib/strategies', english);
