import type { Translation } from '../../../platform/words/dictionary.js';
import { inFigures } from '../../../platform/words/figures.js';
import type { English } from './messages.en.js';

export default {
  leftOut: ({ notToContact, heldOutOfAll, heldOutOfCampaigns }) => {
    const reasons = [
      [notToContact, notToContact === 1 ? 'darf' : 'dürfen', 'nicht angesprochen werden'],
      [heldOutOfAll, be(heldOutOfAll), 'von allem ausgenommen'],
      [heldOutOfCampaigns, be(heldOutOfCampaigns), 'in der Kontrollgruppe einer laufenden Kampagne'],
    ] as const;
    const told = reasons.flatMap(([count, verb, why]) =>
      count === 0 ? [] : [`${inFigures(count)} ${verb} ${why}`],
    );
    return `Ausgelassen: ${told.join(', ')}.`;
  },
} satisfies Translation<English>;

const be = (count: number) => (count === 1 ? 'ist' : 'sind');
