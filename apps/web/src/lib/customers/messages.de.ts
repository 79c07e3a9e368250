import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  missing: 'fehlt',
  table: {
    customer: 'Kunde',
    segment: 'Segment',
    chance: (gerund) => `Wahrscheinlichkeit: ${gerund}`,
    risk: 'Risiko',
    loss: 'Erwarteter Verlust',
    chanceTimesValue: 'Wahrscheinlichkeit × Wert',
    reason: 'Wichtigster Grund',
    already: (past) => `schon ${past}`,
  },
} satisfies Translation<English>;
