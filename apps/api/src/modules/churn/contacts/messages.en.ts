import type { LeftOutCounts } from './left-out-counts.js';

export const english = {
  leftOut: ({ notToContact, heldOutOfAll, heldOutOfCampaigns }: LeftOutCounts) => {
    const reasons = [
      [notToContact, 'must not be contacted'],
      [heldOutOfAll, notBe(heldOutOfAll, 'held out of everything')],
      [heldOutOfCampaigns, notBe(heldOutOfCampaigns, 'held out of a campaign that runs')],
    ] as const;
    const told = reasons.flatMap(([count, why]) => (count === 0 ? [] : [`${format(count)} ${why}`]));
    return `Left out: ${told.join(', ')}.`;
  },
};

/** The messages of the room. */
export type English = typeof english;

const notBe = (count: number, what: string) => `${count === 1 ? 'is' : 'are'} ${what}`;
const format = (count: number) => count.toLocaleString('en');
