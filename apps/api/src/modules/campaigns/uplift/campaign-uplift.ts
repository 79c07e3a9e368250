import type { Campaign } from '../campaign.entity.js';
import { say } from '../messages.js';
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
  if (holdOutCount === 0) return ['NO_HOLD_OUT', say().differences.noHoldOut];
  const { uplift } = say();
  if (stored !== null) return ['UNKNOWN_BEFORE', uplift.unknownBefore];
  if (isEnough(known)) return ['WAITING', uplift.waiting];
  return ['TOO_FEW', uplift.tooFew({ needed: ENOUGH, known })];
}

function differenceWords({ share, gain }: MeasuredUplift, { event, words }: Campaign['madeOf']): string {
  const half = gain[share.findIndex((own) => own >= 0.5)]!;
  return say().uplift.differs(2 * half, 2 * (gain.at(-1)! - half), { words, rises: event !== 'LEFT' });
}

function sameWords({ coefficient, coefficientLow, coefficientHigh }: MeasuredUplift): string {
  return say().uplift.same(coefficient, coefficientLow, coefficientHigh);
}
