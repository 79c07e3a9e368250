import type { EventWords } from '../../churn/index.js';
import { formatCount } from '../../segmentation/index.js';
import type { Campaign } from '../campaign.entity.js';
import { ENOUGH, isEnough, type KnownOutcomes } from './enough-outcomes.js';
import type { MeasuredUplift, StoredUplift } from './uplift.store.js';
import type { CampaignUplift, UpliftState } from './uplift.types.js';

/** What can be said of for whom a campaign worked: by what was measured, or else why nothing was. */
export function describeUplift(
  { holdOutCount, madeOf }: Pick<Campaign, 'holdOutCount' | 'madeOf'>,
  stored: StoredUplift | null,
  known: KnownOutcomes,
): CampaignUplift {
  const measured = stored?.measured ?? null;
  if (stored !== null && measured !== null) {
    return {
      state: measured.differs ? 'DIFFERS' : 'NO_DIFFERENCE',
      sentence: measured.differs ? differenceWords(measured, madeOf) : sameWords(measured),
      members: measured.members,
      measuredAt: stored.measuredAt,
      curve: measured,
    };
  }
  const [state, sentence] = reasonNot(holdOutCount, stored, known);
  return { state, sentence, members: null, measuredAt: stored?.measuredAt ?? null, curve: null };
}

function reasonNot(
  holdOutCount: number,
  stored: StoredUplift | null,
  known: KnownOutcomes,
): [UpliftState, string] {
  if (holdOutCount === 0) return ['NO_HOLD_OUT', 'Nobody was left alone to compare with.'];
  if (stored !== null)
    return [
      'UNKNOWN_BEFORE',
      'Nothing is kept of what enough of its customers were like before it, so that they cannot be told apart by that.',
    ];
  if (isEnough(known)) return ['WAITING', 'There are enough outcomes; it is about to be measured.'];
  const { contacted, holdOut, rarer } = known;
  const needed = `${formatCount(ENOUGH.outcomes)} outcomes, ${ENOUGH.arm} of each arm and ${ENOUGH.rarer} of either kind`;
  const there = `${formatCount(contacted)} of those contacted and ${formatCount(holdOut)} of those left alone are known, ${formatCount(rarer)} of the rarer kind`;
  return ['TOO_FEW', `To tell customers apart takes ${needed}; ${there}.`];
}

function differenceWords(measured: MeasuredUplift, { event, words }: Campaign['madeOf']): string {
  const { share, gain } = measured;
  const half = gain[share.findIndex((own) => own >= 0.5)]!;
  const change = effectWords(event !== 'LEFT', words);
  return `Contacting does more for some than for others: of the half of whom most was expected ${change(2 * half)}, of the other half ${change(2 * (gain.at(-1)! - half))}.`;
}

/** An effect on a rate, in points. */
function effectWords(rises: boolean, { past }: EventWords): (effect: number) => string {
  return (effect) => {
    const points = Math.abs(100 * effect).toFixed(1);
    return `${points} points ${effect >= 0 === rises ? 'more' : 'fewer'} ${past}`;
  };
}

function sameWords({ coefficient, coefficientLow, coefficientHigh }: MeasuredUplift): string {
  const [own, low, high] = [coefficient, coefficientLow, coefficientHigh].map((value) =>
    (100 * value).toFixed(2).replace('-', '−'),
  );
  return `No detectable difference between customers: an order by the expected effect gains ${own} points (${low} to ${high}) over one by chance.`;
}
