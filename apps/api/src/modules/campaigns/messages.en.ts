import { withDecimals } from '../../platform/words/figures.js';
import type { EventWords } from '../churn/index.js';
import { formatCount, formatShare } from '../segmentation/index.js';
import type { MadeOf } from './made-of.js';
import { hundredths, inPoints } from './points.js';

/** Members of an arm, and those of whom an outcome is known. */
export interface ArmTold {
  readonly customers: number;
  readonly known: number;
}

/** Both arms. */
export interface ArmsTold {
  readonly contacted: ArmTold;
  readonly holdOut: ArmTold;
}

/** How many outcomes are missing of each arm, and whether there are so few members that they cannot come. */
export interface MissingTold {
  readonly contacted: number;
  readonly holdOut: number;
  readonly isTooSmall: boolean;
}

/** An effect on the side that is wished for, 0..1, with its interval. */
export interface EffectTold {
  readonly uplift: number;
  readonly low: number;
  readonly high: number;
  readonly words: Pick<EventWords, 'past'>;
  /** Whether it is to be wished for that the rate is higher. */
  readonly rises: boolean;
}

/** How far an effect is beyond chance. */
export type Chance = 'sure' | 'maybe' | 'maybeStill';

/** What a list could show. */
export interface OutlookTold {
  readonly contacted: number;
  readonly heldOut: number;
  readonly from: number;
  readonly to: number;
  readonly words: Pick<EventWords, 'past'>;
  readonly rises: boolean;
}

/** The arms of a campaign that are compared. */
export type ArmName = 'contacted' | 'asUsual' | 'holdOut';

/** What the arms of a list are balanced by. */
type Balanced = NonNullable<MadeOf['balancedOn']>;

/** How many outcomes telling customers apart takes, and how many there are. */
export interface EnoughTold {
  readonly needed: { readonly outcomes: number; readonly arm: number; readonly rarer: number };
  readonly known: { readonly contacted: number; readonly holdOut: number; readonly rarer: number };
}

export const english = {
  made: {
    audience: (name: string, whom: string) =>
      `Audience “${name}”: ${whom.charAt(0).toLowerCase()}${whom.slice(1)}`,
    strategies: (titles: readonly string[], whom: readonly string[]) =>
      `${titles.map((title) => `“${title}”`).join(', ')}: ${whom.join('; ')}.`,
    byGain: (sentence: string, campaign: string) =>
      `${sentence.replace(/\.$/, '')}; of them those who are expected to bring more than a contact costs, by “${campaign}”.`,
  },
  draw: {
    nobody: 'Nobody is left alone.',
    drawn: (seed: string, kept: number, balanced: Balanced) => {
      const drawn =
        kept === 0
          ? `Who is left alone was drawn by seed ${seed}`
          : `${formatCount(kept)} of its customers are in the arm that an earlier list by seed ${seed} had put them in; who of the others is left alone was drawn`;
      if (balanced.length === 0) return `${drawn}, from all alike.`;
      const last = balanced.at(-1)!;
      const names = balanced.length === 1 ? last : `${balanced.slice(0, -1).join(', ')} and ${last}`;
      return `${drawn}, the same share of every ${names} (stratified).`;
    },
  },
  plan: {
    nobodyLeft: (contacted: number) =>
      `All ${formatCount(contacted)} are contacted and nobody is left alone: what the contact does cannot be measured.`,
    nothing: (contacted: number, heldOut: number, rises: boolean) =>
      `${sizes(contacted, heldOut)} even ${rises ? 'the largest' : 'a complete'} success would probably not show; more customers, or a larger part left alone, would.`,
    smallest: ({ contacted, heldOut, from, to, words, rises }: OutlookTold) => {
      const change = `${formatShare(from)} to ${formatShare(to)} who ${words.past}`;
      return `${sizes(contacted, heldOut)}, 4 of 5 such campaigns would show ${rises ? 'a rise' : 'a fall'} from ${change}, or a larger one; a smaller one would often be missed.`;
    },
  },
  effect: {
    noHoldOut: 'Nobody was left alone, so what the contact did cannot be told.',
    tooFew: (missing: MissingTold) => `Nothing can be said yet: ${missingWords(missing)}.`,
    unbalanced: ({ contacted, holdOut }: ArmsTold) =>
      `The arms cannot be compared: outcomes came back of ${knownShare(contacted)} of those contacted and of ${knownShare(holdOut)} of those left alone.`,
    known: (effect: EffectTold, isAdjusted: boolean, chance: Chance) => {
      const allowing = isAdjusted ? ', allowing for their scores from before' : '';
      return `Of those contacted ${sizeOf(effect)} than of those left alone (${range(effect)})${allowing}${CHANCES[chance]}.`;
    },
  },
  missing: ({ contacted, holdOut }: ArmsTold, missing: MissingTold | null) => {
    const known = `Outcomes are known of ${formatCount(contacted.known)} of ${formatCount(contacted.customers)} contacted`;
    const both = `${known} and of ${formatCount(holdOut.known)} of ${formatCount(holdOut.customers)} left alone`;
    return missing === null ? `${both}.` : `${both}; ${missingWords(missing)}.`;
  },
  bands: { HIGH: 'High risk', MEDIUM: 'Medium risk', LOW: 'Low risk' },
  differences: {
    noHoldOut: 'Nobody was left alone to compare with.',
    tooFew: 'Too few outcomes are known to tell for whom it worked better.',
    none: 'No detectable difference between customers: one effect for all fits what is known.',
    between: (groups: readonly ('segments' | 'bands')[]) =>
      `The effect differs between ${groups.map((name) => (name === 'segments' ? 'segments' : 'risk bands')).join(' and between ')}, by more than chance.`,
  },
  /** One arm beside another. */
  arms: {
    unknown: (treated: ArmName, control: ArmName) =>
      `Nothing can be said yet of ${ARMS[treated]} beside ${ARMS[control]}: outcomes of both are needed.`,
    tooFew: (
      treated: ArmName,
      control: ArmName,
      more: { readonly treated: number; readonly control: number },
    ) =>
      `Nothing can be said yet of ${ARMS[treated]} beside ${ARMS[control]}: outcomes of ${more.treated} and ${more.control} more of them are needed.`,
    unbalanced: (treated: ArmName, control: ArmName, [one, other]: readonly [ArmTold, ArmTold]) => {
      const [first, second] = [ARMS[treated], ARMS[control]];
      return `${first.charAt(0).toUpperCase()}${first.slice(1)} and ${second} cannot be compared: outcomes came back of ${wholeShare(one)} and ${wholeShare(other)} of them.`;
    },
    known: (treated: ArmName, control: ArmName, effect: EffectTold, isSure: boolean) =>
      `Of ${ARMS[treated]} ${sizeOf(effect)} than of ${ARMS[control]} (${range(effect)})${isSure ? '' : '; that may be chance'}.`,
  },
  uplift: {
    unknownBefore:
      'Nothing is kept of what enough of its customers were like before it, so that they cannot be told apart by that.',
    waiting: 'There are enough outcomes; it is about to be measured.',
    tooFew: ({ needed, known }: EnoughTold) => {
      const takes = `${formatCount(needed.outcomes)} outcomes, ${needed.arm} of each arm and ${needed.rarer} of either kind`;
      const there = `${formatCount(known.contacted)} of those contacted and ${formatCount(known.holdOut)} of those left alone are known, ${formatCount(known.rarer)} of the rarer kind`;
      return `To tell customers apart takes ${takes}; ${there}.`;
    },
    differs: (half: number, other: number, { words, rises }: Pick<EffectTold, 'words' | 'rises'>) => {
      const change = (effect: number) =>
        `${withDecimals(Math.abs(100 * effect), 1)} points ${effect >= 0 === rises ? 'more' : 'fewer'} ${words.past}`;
      return `Contacting does more for some than for others: of the half of whom most was expected ${change(half)}, of the other half ${change(other)}.`;
    },
    same: (own: number, low: number, high: number) =>
      `No detectable difference between customers: an order by the expected effect gains ${hundredths(own)} points (${hundredths(low)} to ${hundredths(high)}) over one by chance.`,
  },
  /** Those held out of everything beside the others. */
  apart: {
    unknown: 'Nothing can be said yet: outcomes of both are needed.',
    tooFew: (rates: RatesTold, heldOut: number, others: number) =>
      `${ratesOf(rates)}; nothing can be said yet: outcomes of ${heldOut} more of those held out and ${others} more of the others are needed.`,
    unbalanced: (rates: RatesTold, heldOut: ArmTold, others: ArmTold) =>
      `${ratesOf(rates)}; they cannot be compared, as outcomes came back of ${knownShare(heldOut)} and ${knownShare(others)} of them.`,
    known: (
      rates: RatesTold,
      gap: Pick<EffectTold, 'low' | 'high'> & { readonly difference: number },
      isSure: boolean,
    ) =>
      `${ratesOf(rates)}: a difference of ${inPoints(gap.difference)} points (${inPoints(gap.low)} to ${inPoints(gap.high)})${isSure ? '' : '; that may be chance'}.`,
  },
};

/** The messages of the room. */
export type English = typeof english;

/** To whom it happened, of those held out of everything and of the others. */
export interface RatesTold {
  readonly heldOut: number;
  readonly others: number;
  readonly words: Pick<EventWords, 'past'>;
}

const CHANCES: Readonly<Record<Chance, string>> = {
  sure: '',
  maybe: '; that may be chance',
  maybeStill: '; that may still be chance, as a verdict has to hold however often one looks',
};

const ARMS: Readonly<Record<ArmName, string>> = {
  contacted: 'those contacted',
  asUsual: 'those treated as usual',
  holdOut: 'those left alone',
};

const sizes = (contacted: number, heldOut: number) =>
  `With ${formatCount(contacted)} contacted and ${formatCount(heldOut)} left alone`;

function missingWords({ contacted, holdOut, isTooSmall }: MissingTold): string {
  const parts = [
    ...(contacted > 0 ? [`${formatCount(contacted)} more of those contacted`] : []),
    ...(holdOut > 0 ? [`${formatCount(holdOut)} more of those left alone`] : []),
  ];
  const verb = parts.length === 1 && parts[0]!.startsWith('1 more') ? 'is' : 'are';
  return `outcomes of ${parts.join(' and ')} ${verb} needed${isTooSmall ? ', more than there are: the list is too small' : ''}`;
}

function sizeOf({ uplift, words, rises }: EffectTold): string {
  const size = inPoints(Math.abs(uplift));
  return `${size} ${size === '1' ? 'point' : 'points'} ${uplift > 0 === rises ? 'more' : 'fewer'} ${words.past}`;
}

/** The interval on the side that the sentence speaks of. */
function range({ uplift, low, high }: EffectTold): string {
  const [from, to] = uplift < 0 ? [-high, -low] : [low, high];
  return `${inPoints(from)} to ${inPoints(to)}`;
}

function ratesOf({ heldOut, others, words }: RatesTold): string {
  return `Of those held out of everything ${formatShare(heldOut)} ${words.past}, of the others ${formatShare(others)}`;
}

const knownShare = ({ known, customers }: ArmTold) => formatShare(customers === 0 ? 0 : known / customers);
const wholeShare = ({ known, customers }: ArmTold) => `${Math.round((100 * known) / customers)} %`;
