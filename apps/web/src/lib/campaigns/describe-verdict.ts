import type { ResultOf } from '@holdfast/schema';
import type { CampaignStandingFragment } from './campaign.fragment';
import { say } from './messages';

type Effect = NonNullable<ResultOf<typeof CampaignStandingFragment>['effect']>;

/** A verdict in a word or two, and how it is to be shown. */
export interface Verdict {
  readonly word: string;
  readonly tone: 'good' | 'bad' | 'open';
}

const TONES: Readonly<Record<Effect['verdict'], Verdict['tone']>> = {
  WORKS: 'good',
  HARMS: 'bad',
  NO_EVIDENCE: 'open',
  TOO_FEW: 'open',
  NO_HOLD_OUT: 'open',
};

/** What can be said of a campaign so far. */
export function describeVerdict(effect: Pick<Effect, 'verdict'> | null): Verdict {
  if (effect === null) return { word: say().waiting, tone: 'open' };
  return { word: say().verdicts[effect.verdict], tone: TONES[effect.verdict] };
}
