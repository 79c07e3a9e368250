import type { Translation } from '../../../platform/words/dictionary.js';
import { inFigures } from '../../../platform/words/figures.js';
import type { English } from './messages.en.js';

/** Units in the dative, as after "in den nächsten 12". */
const UNITS: Readonly<Record<string, string>> = {
  days: 'Tagen',
  weeks: 'Wochen',
  months: 'Monaten',
  quarters: 'Quartalen',
  years: 'Jahren',
};

export default {
  stay: ({ mean, low, high, horizon, unit, tenure, atLeast }) => {
    const units = unit === null ? `„${tenure}“` : (UNITS[unit] ?? unit);
    const expected = `${shown(mean)} von den nächsten ${shown(horizon)} ${units} (${shown(low)} bis ${shown(high)})`;
    return atLeast
      ? `Bleibt voraussichtlich mindestens ${expected}; länger wurde niemand beobachtet`
      : `Bleibt voraussichtlich ${expected}`;
  },
  everyone: 'Alle Kunden',
  among: 'alle Kunden',
  orMore: (limit) => `ab ${inFigures(limit)}`,
  under: (limit) => `unter ${inFigures(limit)}`,
  yes: 'ja',
  no: 'nein',
} satisfies Translation<English>;

const shown = (time: number) => inFigures(time, { maximumFractionDigits: 1 });
