import { brierDifference, brierScore, rocAuc, rocAucDifference } from '@holdfast/ml-core';

/** What a candidate predicted in a heat: calibrated probabilities of rows that it had not seen, and their answers. */
export interface HeatScores {
  readonly y: Uint8Array;
  readonly probabilities: Float64Array;
}

/** Fits a candidate in a heat; once, however often it is asked. */
export type Run<C, H> = (candidate: C, heat: H) => Promise<HeatScores>;

/**
 * Why a candidate goes no further: surely more than half a per cent worse; not ahead, which pays for no change; at best
 * ahead by less than counts; ahead by no more than chance may be.
 */
export type Outcome = 'SURELY_WORSE' | 'NOT_BETTER' | 'TOO_LITTLE' | 'WITHIN_NOISE';

/** Figures of a candidate in the last heat that it ran, beside those of the one it was compared with, on the same rows. */
export interface Standing<C, H> {
  readonly rival: C;
  readonly heat: H;
  readonly rows: number;
  readonly brierScore: number;
  readonly rocAuc: number;
  readonly rivalBrierScore: number;
  readonly rivalRocAuc: number;
  readonly outcome: Outcome | 'BETTER';
}

/** Who may still win, and why the others may not. */
export interface RaceResult<C, H> {
  readonly alive: readonly C[];
  readonly out: ReadonlyMap<C, Standing<C, H>>;
}

/** Brier scores within this relative distance of the lowest are tied: who is that near may still win. */
export const SAME_BRIER = 1.005;
/** AUCs within this distance of the highest are tied as well: the simplest candidate then wins. */
export const SAME_AUC = 0.002;

/**
 * A race of candidates, the simplest first, over heats that cost more and more. After each one, whose Brier score is surely
 * (95 %, of the differences on the same rows) more than half a per cent above the lowest goes no further; nor does one that
 * is less simple than the leader and surely no more than tied with it. Some of many rows are held against nobody who is
 * less simple: what can learn more catches up with more rows.
 */
export async function raceCandidates<C, H extends { readonly isSample: boolean }>(
  field: readonly C[],
  heats: readonly H[],
  run: Run<C, H>,
): Promise<RaceResult<C, H>> {
  let alive = field;
  const out = new Map<C, Standing<C, H>>();
  for (const heat of heats) {
    if (alive.length === 1) break;
    const scores = new Map<C, HeatScores>();
    for (const candidate of alive) scores.set(candidate, await run(candidate, heat));
    const leader = lowest(alive, scores);
    const best = scores.get(leader)!;
    for (const candidate of alive) {
      if (candidate === leader) continue;
      if (heat.isSample && field.indexOf(candidate) > field.indexOf(leader)) continue;
      const own = scores.get(candidate)!;
      const isSimpler = field.indexOf(candidate) < field.indexOf(leader);
      const outcome = whyOut(best, own, isSimpler);
      if (outcome) out.set(candidate, describe({ rival: leader, heat, outcome }, best, own));
    }
    alive = alive.filter((candidate) => !out.has(candidate));
  }
  return { alive, out };
}

/** Null while it may win: not surely behind, and, unless it is simpler, maybe ahead by more than a tie. */
function whyOut(best: HeatScores, own: HeatScores, isSimpler: boolean): Outcome | null {
  const slack = slackOf(best);
  const { low } = brierDifference(best.y, best.probabilities, own.probabilities);
  if (low > slack) return 'SURELY_WORSE';
  if (isSimpler || low <= -slack) return null;
  return rocAucDifference(best.y, best.probabilities, own.probabilities).high < SAME_AUC
    ? 'TOO_LITTLE'
    : null;
}

/** Who won a challenge: the base or one of the challengers; and how each of these stood. */
export interface Challenge<C, H> {
  readonly winner: C;
  readonly standings: ReadonlyMap<C, Standing<C, H>>;
}

/**
 * Changes to a candidate that are kept only where they are better by more than noise. After each heat, who is not ahead of
 * the base, or surely by less than half a per cent, goes no further. It ends as soon as one is surely ahead (95 %, of the
 * differences of squared errors on the same rows), and by more than half a per cent, on two folds or more of all rows:
 * the luck of a single fit is in no interval. Of several that are, the lowest Brier score wins. Who is not after the last heat does not.
 */
export async function challenge<
  C,
  H extends { readonly isSample: boolean; readonly hold: readonly number[] },
>(base: C, challengers: readonly C[], heats: readonly H[], run: Run<C, H>): Promise<Challenge<C, H>> {
  const standings = new Map<C, Standing<C, H>>();
  let alive = challengers;
  for (const heat of heats) {
    if (alive.length === 0) break;
    const usual = await run(base, heat);
    const scores = new Map<C, HeatScores>();
    for (const candidate of alive) {
      const own = await run(candidate, heat);
      scores.set(candidate, own);
      const outcome = judgeChange(usual, own, !heat.isSample && heat.hold.length > 1);
      standings.set(candidate, describe({ rival: base, heat, outcome }, usual, own));
    }
    const outcomeOf = (candidate: C) => standings.get(candidate)!.outcome;
    const sure = alive.filter((candidate) => outcomeOf(candidate) === 'BETTER');
    if (sure.length > 0) {
      const winner = lowest(sure, scores);
      for (const candidate of sure) {
        if (candidate === winner) continue;
        const standing = { rival: winner, heat, outcome: 'NOT_BETTER' } as const;
        standings.set(candidate, describe(standing, scores.get(winner)!, scores.get(candidate)!));
      }
      return { winner, standings };
    }
    alive = alive.filter((candidate) => outcomeOf(candidate) === 'WITHIN_NOISE');
  }
  return { winner: base, standings };
}

function judgeChange(usual: HeatScores, own: HeatScores, mayBeKept: boolean): Outcome | 'BETTER' {
  const slack = slackOf(usual);
  const { difference, low, high } = brierDifference(usual.y, usual.probabilities, own.probabilities);
  if (difference >= 0) return 'NOT_BETTER';
  if (low > -slack) return 'TOO_LITTLE';
  return mayBeKept && high < 0 && difference < -slack ? 'BETTER' : 'WITHIN_NOISE';
}

/** By how much a Brier score may differ from this one and be tied with it. */
function slackOf({ y, probabilities }: HeatScores): number {
  return (SAME_BRIER - 1) * brierScore(y, probabilities);
}

/** The first of those with the lowest Brier score. */
function lowest<C>(alive: readonly C[], scores: ReadonlyMap<C, HeatScores>): C {
  const of = (candidate: C) => {
    const { y, probabilities } = scores.get(candidate)!;
    return brierScore(y, probabilities);
  };
  const lows = alive.map(of);
  return alive[lows.indexOf(Math.min(...lows))]!;
}

function describe<C, H>(
  standing: Pick<Standing<C, H>, 'rival' | 'heat' | 'outcome'>,
  theirs: HeatScores,
  own: HeatScores,
): Standing<C, H> {
  return {
    ...standing,
    rows: own.y.length,
    brierScore: brierScore(own.y, own.probabilities),
    rocAuc: rocAuc(own.y, own.probabilities),
    rivalBrierScore: brierScore(theirs.y, theirs.probabilities),
    rivalRocAuc: rocAuc(theirs.y, theirs.probabilities),
  };
}
