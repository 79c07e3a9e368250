import { createRandom } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { challenge, type HeatScores, raceCandidates } from './race.js';

/** A runner in the race: its probabilities are the true ones, moved by so much noise. */
interface Runner {
  readonly name: string;
  readonly noise: number;
}

interface Track {
  readonly rows: number;
  readonly isSample: boolean;
  readonly hold: readonly number[];
}

const track = (rows: number, folds = 2, isSample = false): Track => ({
  rows,
  isSample,
  hold: Array.from({ length: folds }, (_, fold) => fold),
});
const runner = (name: string, noise: number): Runner => ({ name, noise });

function score({ noise }: Runner, { rows }: Track): HeatScores {
  const random = createRandom(rows);
  const probabilities = new Float64Array(rows);
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    const truth = 1 / (1 + Math.exp(-1.5 * random.normal()));
    const moved = truth + noise * random.normal();
    probabilities[i] = Math.min(0.99, Math.max(0.01, moved));
    return random.next() < truth ? 1 : 0;
  });
  return { y, probabilities };
}

/** Runs, and remembers who ran where. */
function stadium() {
  const runs: string[] = [];
  const run = async (one: Runner, on: Track) => {
    runs.push(`${one.name} ${on.rows}`);
    return score(one, on);
  };
  return { run, runs };
}

const good = runner('good', 0.02);
const same = runner('same', 0.02);
const fair = runner('fair', 0.06);
const near = runner('near', 0.021);
const poor = runner('poor', 0.4);

describe('a race', () => {
  it('leaves a planted winner, whatever its place in the field', async () => {
    for (const field of [
      [good, fair, poor],
      [poor, fair, good],
      [fair, good, poor],
    ]) {
      const { alive } = await raceCandidates(field, [track(400), track(40_000)], stadium().run);
      expect(alive).toEqual([good]);
    }
  });

  it('spends nothing more on who surely cannot win, and says so with both figures on the same rows', async () => {
    const { run, runs } = stadium();
    const { out } = await raceCandidates([near, good, poor], [track(400), track(800)], run);
    expect(runs).toEqual(['near 400', 'good 400', 'poor 400', 'near 800', 'good 800']);
    const standing = out.get(poor)!;
    expect(standing).toMatchObject({ rival: good, heat: track(400), rows: 400, outcome: 'SURELY_WORSE' });
    expect(standing.brierScore).toBeGreaterThan(1.005 * standing.rivalBrierScore);
    expect(standing.rocAuc).toBeLessThan(standing.rivalRocAuc);
  });

  it('keeps one that is tied with the leader and simpler, not one that is less simple: ties are for the simplest', async () => {
    const slightly = runner('slightly', 0.022);
    const heats = [track(40_000)];
    const simpler = await raceCandidates([slightly, good], heats, stadium().run);
    expect(simpler.alive).toEqual([slightly, good]);
    const { alive, out } = await raceCandidates([good, slightly], heats, stadium().run);
    expect(alive).toEqual([good]);
    expect(out.get(slightly)).toMatchObject({ outcome: 'TOO_LITTLE', rival: good });
  });

  it('is not run by one alone', async () => {
    const { run, runs } = stadium();
    expect((await raceCandidates([poor], [track(400)], run)).alive).toEqual([poor]);
    expect(runs).toEqual([]);
  });

  it('does not hold a sample against what can learn more from more rows than its leader', async () => {
    const some = [track(3000, 2, true)];
    expect((await raceCandidates([good, poor], some, stadium().run)).alive).toEqual([good, poor]);
    expect((await raceCandidates([poor, good], some, stadium().run)).alive).toEqual([good]);
  });

  it('comes out the same however often it is run', async () => {
    const again = () => raceCandidates([fair, good, poor], [track(400), track(4000)], stadium().run);
    expect(await again()).toEqual(await again());
  });
});

describe('a challenge', () => {
  it('is won by who is surely ahead, as soon as that is sure', async () => {
    const { run, runs } = stadium();
    const { winner, standings } = await challenge(poor, [good], [track(2000), track(4000)], run);
    expect(winner).toBe(good);
    expect(standings.get(good)).toMatchObject({ outcome: 'BETTER', rival: poor, rows: 2000 });
    expect(runs).toEqual(['poor 2000', 'good 2000']);
  });

  it('is not won on a single fold nor on a sample, for the luck of a fit is in no interval', async () => {
    for (const heat of [track(2000, 1), track(2000, 2, true)]) {
      const { winner, standings } = await challenge(poor, [good], [heat], stadium().run);
      expect(winner).toBe(poor);
      expect(standings.get(good)!.outcome).toBe('WITHIN_NOISE');
    }
  });

  it('ends for who is not ahead, so that equals change nothing', async () => {
    const { run, runs } = stadium();
    const { winner, standings } = await challenge(good, [same, poor], [track(400), track(4000)], run);
    expect(winner).toBe(good);
    expect([...standings.values()].map(({ outcome }) => outcome)).toEqual(['NOT_BETTER', 'NOT_BETTER']);
    expect(runs).toEqual(['good 400', 'same 400', 'poor 400']);
  });

  it('ends for who is ahead, but surely by less than half a per cent', async () => {
    const little = runner('little', 0.021);
    const { winner, standings } = await challenge(little, [good], [track(40_000)], stadium().run);
    expect(winner).toBe(little);
    const { outcome, brierScore, rivalBrierScore } = standings.get(good)!;
    expect(outcome).toBe('TOO_LITTLE');
    expect(brierScore).toBeLessThan(rivalBrierScore);
  });

  it('of two that are surely ahead, takes the lower Brier score', async () => {
    const { winner, standings } = await challenge(poor, [fair, good], [track(20_000)], stadium().run);
    expect(winner).toBe(good);
    expect(standings.get(fair)).toMatchObject({ outcome: 'NOT_BETTER', rival: good });
  });

  it('is for nothing where nobody challenges', async () => {
    const { run, runs } = stadium();
    expect((await challenge(good, [], [track(400)], run)).winner).toBe(good);
    expect(runs).toEqual([]);
  });
});
