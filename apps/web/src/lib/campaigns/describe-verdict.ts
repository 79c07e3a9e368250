import type { ResultOf } from '@holdfast/schema';
import type { CampaignStandingFragment } from './campaign.fragment';

type Effect = NonNullable<ResultOf<typeof CampaignStandingFragment>['effect']>;

/** A verdict in a word or two, and how it is to be shown. */
export interface Verdict {
  readonly word: string;
  readonly tone: 'good' | 'bad' | 'open';
}

const VERDICTS: Readonly<Record<Effect['verdict'], Verdict>> = {
  WORKS: { word: 'Works', tone: 'good' },
  HARMS: { word: 'Harms', tone: 'bad' },
  NO_EVIDENCE: { word: 'No effect shown', tone: 'open' },
  TOO_FEW: { word: 'Too few outcomes', tone: 'open' },
  NO_HOLD_OUT: { word: 'Cannot be measured', tone: 'open' },
};

/** What can be said of a campaign so far. */
export function describeVerdict(effect: Pick<Effect, 'verdict'> | null): Verdict {
  return effect === null ? { word: 'Waiting for outcomes', tone: 'open' } : VERDICTS[effect.verdict];
}
