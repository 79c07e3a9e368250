import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  nobodyContacted: 'Niemand wird angesprochen',
  segments: 'Für',
  campaign: 'Kampagne anlegen',
  more: {
    all: 'Wie, warum und wie gerechnet wird',
    segments: (segments) => `Wie, warum und jedes einzelne der ${plural(segments, 'Segment', 'Segmente')}`,
    how: 'Wie und warum',
    why: 'Warum und wie gerechnet wird',
  },
  figures: {
    notKnown: 'nicht bekannt',
    customers: 'Kunden',
    see: (customers) =>
      customers === 1 ? 'Diesen einen Kunden zeigen' : `Diese ${plural(customers, 'Kunde', 'Kunden')} zeigen`,
    kept: 'Gehalten',
    turned: 'Gewonnen',
    gain: 'Gewinn',
  },
  reasons: {
    others: (customers) =>
      `${formatCount(customers)} von ihnen ${byCount(customers, { one: 'steht', other: 'stehen' })} auch in „{play}“.`,
    counted: (customers) =>
      `In der Summe ${byCount(customers, { one: 'zählt', other: 'zählen' })} ${formatCount(customers)} von ihnen hier, die übrigen dort, wo mehr zu gewinnen ist.`,
    channel: 'Ein Kanal, den sie mehr nutzen als andere: {channel}.',
  },
  feedback: {
    title: 'Was aus diesem Rat geworden ist',
    takenTimes: (times) => `${formatCount(times)} × befolgt`,
    refusedTimes: (times) => `${formatCount(times)} × abgelehnt`,
    both: (taken, refused) => `${taken}, ${refused}`,
    whatWasSaid: 'Was dazu gesagt wurde',
    ask: 'Befolgt oder abgelehnt?',
    taken: (why) => (why ? `Befolgt: ${why}` : 'Befolgt'),
    refused: (why) => (why ? `Abgelehnt: ${why}` : 'Abgelehnt'),
    by: (who, moment) => `${who}, ${moment}`,
    withdraw: 'Zurücknehmen',
    itWas: 'Er wurde',
    kinds: { TAKEN: 'befolgt', REFUSED: 'abgelehnt' },
    why: 'Warum',
    save: 'Speichern',
  },
} satisfies Translation<English>;
