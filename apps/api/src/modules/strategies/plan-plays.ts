import { titleOf } from './choose-plays.js';
import { addGains, type Gain, type Slice } from './gain.js';
import { say } from './messages.js';
import { bandsOf, type MoneyTerms, type SegmentAdvice, samplingOf, sliceOf } from './plan-strategies.js';
import type { Play } from './play.js';
import type { PlannedPlay, PlayRow, RetentionPlan } from './retention-plan.types.js';

const BANDS = ['LOW', 'MEDIUM', 'HIGH'] as const;

/** Without a model nothing says what anybody brings. */
const UNTOLD: Pick<Gain, 'saved' | 'value'> = { saved: null, value: null };

/** A play in a segment, and those of its customers whom the totals count in it. */
interface Place {
  readonly play: Play;
  readonly row: PlayRow;
  /** All of its customers; null where nothing can be counted. */
  readonly all: Slice | null;
  readonly counted: readonly Slice[];
}

/**
 * Turns the advice for segments around: each play once, with the segments that it is for. In the totals every customer
 * counts in one play, the one that brings most for their band, so that no gain is added twice.
 */
export function planPlays(advice: readonly SegmentAdvice[], terms: MoneyTerms): RetentionPlan {
  const sampling = samplingOf(terms);
  const isTold = advice.every(({ facts }) => facts.churn !== null);
  const places = advice.flatMap((segment) => placesOf(segment, terms));
  const byPlay = Map.groupBy(places, ({ play }) => play);
  const plays = [...byPlay].map(([play, own]): PlannedPlay => {
    const rows = own.map(({ row }) => row).sort((a, b) => worthFirst(a.strategy, b.strategy));
    const slices = own.flatMap(({ all }) => all ?? []);
    const gain = isTold ? addGains(slices, sampling) : UNTOLD;
    return {
      id: play.id,
      title: titleOf(play),
      action: say().plays[play.id].action,
      channel: play.channel && say().channels[play.channel],
      rows,
      ...figuresOf(gain),
      targetCount: rows.reduce((sum, { strategy }) => sum + strategy.targetCount, 0),
      countedCount: rows.reduce((sum, { countedCount }) => sum + countedCount, 0),
    };
  });
  const counted = places.flatMap((place) => place.counted);
  return {
    plays: plays.sort(worthFirst),
    ...figuresOf(isTold ? addGains(counted, sampling) : UNTOLD),
    targetCount: places.reduce((sum, { row }) => sum + row.countedCount, 0),
    notChosen: advice.flatMap(({ facts: { segment }, rejected }) =>
      rejected.map(({ play, reason }) => ({ title: titleOf(play), segment, reason })),
    ),
  };
}

function placesOf({ facts, chosen, strategies }: SegmentAdvice, terms: MoneyTerms): Place[] {
  const counted = chosen.map((): Slice[] => []);
  for (const band of BANDS) {
    const those = facts.churn?.figures.bands[band];
    if (!those?.count) continue;
    const slices = chosen.map((play) =>
      bandsOf(play.target).includes(band) ? sliceOf(play, facts, terms, those) : null,
    );
    const best = indexOfBest(slices);
    if (best !== null) counted[best]!.push(slices[best]!);
  }
  const firstContact = chosen.findIndex(({ channel }) => channel !== null);
  const countedIn = (i: number): number => {
    // Without a model everybody of a segment counts in its first play.
    if (facts.churn === null) return i === firstContact ? facts.segment.size : 0;
    return counted[i]!.reduce((sum, { count }) => sum + count, 0);
  };
  return chosen.map((play, i) => ({
    play,
    all: sliceOf(play, facts, terms),
    counted: counted[i]!,
    row: {
      segment: facts.segment,
      strategy: strategies[i]!,
      countedCount: countedIn(i),
      others: chosen.flatMap((other, j) => {
        // Who is at high risk is also at risk, and everyone is in everyone: of two plays one is for a part of the other.
        const customers = Math.min(strategies[i]!.targetCount, strategies[j]!.targetCount);
        return j === i || customers === 0 ? [] : [{ title: titleOf(other), customers }];
      }),
    },
  }));
}

/** Where most is gained in money, or else in customers; the first where nothing is known; null if nobody is contacted. */
function indexOfBest(slices: readonly (Slice | null)[]): number | null {
  let best: { i: number; worth: number } | null = null;
  for (const [i, slice] of slices.entries()) {
    if (slice === null) continue;
    const { value, saved } = addGains([slice], null);
    const worth = value?.base ?? saved?.base ?? 0;
    if (best === null || worth > best.worth) best = { i, worth };
  }
  return best?.i ?? null;
}

function figuresOf({ saved, value }: Pick<Gain, 'saved' | 'value'>) {
  return {
    expectedSaved: saved?.base ?? null,
    savedLow: saved?.low ?? null,
    savedHigh: saved?.high ?? null,
    expectedValue: value?.base ?? null,
    valueLow: value?.low ?? null,
    valueHigh: value?.high ?? null,
  };
}

type Ranked = Pick<PlannedPlay, 'expectedValue' | 'expectedSaved' | 'targetCount'>;

/** Highest gain first; those of which nothing is known last, larger ones first. */
function worthFirst(a: Ranked, b: Ranked): number {
  const worth = ({ expectedValue, expectedSaved }: Ranked) => expectedValue ?? expectedSaved ?? -1;
  return worth(b) - worth(a) || b.targetCount - a.targetCount;
}
