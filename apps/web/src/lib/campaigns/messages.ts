import { byCount, plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const customers = (count: number) => plural(count, 'customer');
const are = (count: number) => byCount(count, { one: 'is', other: 'are' });

const english = {
  title: 'Make a campaign',
  explained:
    'The list is frozen. A random part of it is left alone, so that what becomes of both parts shows what the contact did.',
  name: 'Name',
  leftAlone: 'Left alone',
  nobody: 'nobody',
  asUsual: 'Treated as usual',
  cost: 'Cost of a contact',
  costIn: (currency: string) => `Cost of a contact, ${currency}`,
  notKnown: 'not known',
  gain: (gain: string, below: number) =>
    `${gain} is expected of contacting all of them, after its cost; ${customers(below)} of whom less is expected than a contact costs ${are(below)} left out.`,
  heldOutOfAll: (count: number) =>
    `${customers(count)} who ${are(count)} held out of every campaign ${are(count)} left out.`,
  notToContact: (count: number) => `${customers(count)} who must not be contacted ${are(count)} left out.`,
  leftAlready: (members: number) => `${plural(members, 'member')} of the list have left already.`,
  looking: 'Looking what the list could show',
  leaveOut: (count: number) =>
    `Leave out ${customers(count)} whom another campaign leaves alone and whose outcome is not known yet`,
  freeze: (count: number) => `Freeze the list of ${customers(count)}`,
  freezeList: 'Freeze the list',
  waiting: 'Waiting for outcomes',
  verdicts: {
    WORKS: 'Works',
    HARMS: 'Harms',
    NO_EVIDENCE: 'No effect shown',
    TOO_FEW: 'Too few outcomes',
    NO_HOLD_OUT: 'Cannot be measured',
  },
};

export type English = typeof english;
export const say = dictionary('lib/campaigns', english);
