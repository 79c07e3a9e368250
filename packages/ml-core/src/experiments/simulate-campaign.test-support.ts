import { createRandom, type Random } from '../random.js';
import type { ArmSums } from './arm-sums.js';
import { drawOf, holdOut } from './hold-out.js';

/** A population whose calibrated scores tell leavers from others with the given AUC. */
export interface Population {
  readonly rate: number;
  /** Mean and deviation of the scores' log-odds. */
  readonly mean: number;
  readonly deviation: number;
}

/** A simulated campaign, customer by customer. */
export interface SimulatedCampaign {
  readonly held: Uint8Array;
  readonly left: Uint8Array;
  readonly score: Float64Array;
  readonly segment: Uint8Array;
  /** How much the contact really lowered the rate of these customers. */
  readonly effect: number;
}

const NODES = Float64Array.from({ length: 241 }, (_, i) => -6 + i / 20);
const WEIGHTS = NODES.map((z) => Math.exp((-z * z) / 2));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

function scoresAt(mean: number, deviation: number) {
  const p = NODES.map((z) => sigmoid(mean + deviation * z));
  let weight = 0;
  let cases = 0;
  let auc = 0;
  for (const [i, w] of WEIGHTS.entries()) {
    // Against all those with a lower score, and half of those with the same.
    auc += w * p[i]! * (weight - cases + (w * (1 - p[i]!)) / 2);
    weight += w;
    cases += w * p[i]!;
  }
  return { rate: cases / weight, auc: auc / (cases * (weight - cases)) };
}

function bisect(low: number, high: number, isAbove: (x: number) => boolean): number {
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (isAbove(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** The population with this rate of leaving and this AUC of its scores. */
export function populationOf(rate: number, auc: number): Population {
  const meanAt = (deviation: number) => bisect(-20, 20, (mean) => scoresAt(mean, deviation).rate > rate);
  const deviation = bisect(0.01, 8, (sd) => scoresAt(meanAt(sd), sd).auc > auc);
  return { rate, mean: meanAt(deviation), deviation };
}

/** What a campaign is simulated with. */
export interface SimulationOptions {
  readonly size: number;
  readonly share: number;
  /** How many points fewer leave of those contacted: in all segments, or in each. */
  readonly effects: readonly number[];
  /** Nobody has a score: the arms are stratified by segment alone, of which this share of the log-odds is. Default: scored. */
  readonly segmentsTell?: number;
  readonly seed: number;
}

/** A campaign to customers of a population in as many segments as there are effects, stratified by band and segment. */
export function simulateCampaign(population: Population, options: SimulationOptions): SimulatedCampaign {
  const { size, share, effects, segmentsTell, seed } = options;
  const { rate, mean, deviation } = population;
  const random = createRandom(seed);
  const risk = Float64Array.from({ length: size }, () => random.normal());
  const score = risk.map((z) => sigmoid(mean + deviation * z));
  const segment = Uint8Array.from(risk, (z) =>
    segmentsTell === undefined
      ? random.integer(effects.length)
      : segmentOf(
          Math.sqrt(segmentsTell) * z + Math.sqrt(1 - segmentsTell) * random.normal(),
          effects.length,
        ),
  );
  const odds = rate / (1 - rate);
  const band = (p: number) => (p / (1 - p) >= 3 * odds ? 2 : p >= rate ? 1 : 0);
  const strata = score.map((p, i) => 3 * segment[i]! + (segmentsTell === undefined ? band(p) : 0));
  const draws = score.map((_, i) => drawOf(seed, `c${i}`));
  const held = holdOut(strata, draws, { share, seed });
  let effect = 0;
  const left = Uint8Array.from(score, (p, i) => {
    const fall = (p * effects[segment[i]!]!) / rate;
    effect += fall / size;
    return drawLeft(random, held[i] === 1 ? p : p - fall);
  });
  return { held, left, score: segmentsTell === undefined ? score : score.fill(rate), segment, effect };
}

/** Parts of a normal distribution that are each twice as large as the next. */
function segmentOf(z: number, segments: number): number {
  const above = 1 / (1 + Math.exp(1.702 * z));
  return Math.min(segments - 1, Math.floor(-Math.log2(Math.max(above, 1e-9))));
}

function drawLeft(random: Random, p: number): number {
  return random.next() < p ? 1 : 0;
}

/** The sums of both arms over the first so many customers, or over those of a segment. */
export function armsOf(
  { held, left, score, segment }: SimulatedCampaign,
  { first = held.length, only = -1 } = {},
): { treated: ArmSums; control: ArmSums } {
  const arms = [0, 1].map(() => ({ rows: 0, cases: 0, x: 0, xx: 0, xy: 0 }));
  for (let i = 0; i < first; i++) {
    if (only >= 0 && segment[i] !== only) continue;
    const arm = arms[held[i]!]!;
    arm.rows++;
    arm.cases += left[i]!;
    arm.x += score[i]!;
    arm.xx += score[i]! ** 2;
    arm.xy += score[i]! * left[i]!;
  }
  return { treated: arms[0]!, control: arms[1]! };
}
