import {
  armsOf,
  populationOf,
  type SimulatedCampaign,
  simulateCampaign,
} from '../src/experiments/simulate-campaign.test-support.js';
import { createRandom, differencesDifferPValue, judgeExperiment } from '../src/index.js';

/**
 * Simulates campaigns with a hold-out: what is said of those without effect, however often one looks; whether the interval
 * that is said covers the planted effect, and how much narrower it is than the plain one where there are scores; whether
 * effects that differ between customers are found. Sizes from 1,000 to 20,000, rates from 5 to 40 %, scores with an AUC of
 * 0.8 or none, a tenth to a half held out.
 */
const CAMPAIGNS = Number(process.argv[2] ?? 2000);
const LOOKS = 20;
const SEGMENTS = 5;
const rates = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4];
const shares = [0.1, 0.1, 0.2, 0.5];
const populations = rates.map((rate) => populationOf(rate, 0.8));

function judged(campaign: SimulatedCampaign, rate: number, first = campaign.held.length) {
  const { treated, control } = armsOf(campaign, { first });
  const strata = Array.from({ length: 1 + Math.max(...campaign.segment) }, (_, only) =>
    armsOf(campaign, { first, only }),
  );
  if (treated.rows === 0 || control.rows === 0) return null;
  const heldOut = campaign.held.reduce((sum, held) => sum + held, 0);
  const planned = { treated: campaign.held.length - heldOut, control: heldOut };
  return judgeExperiment(treated, control, planned, { expectedRate: rate, strata });
}

function drawn(seed: number) {
  const random = createRandom(seed, 7);
  const population = populations[random.integer(populations.length)]!;
  const size = Math.round(1000 * 20 ** random.next());
  return { population, size, share: shares[random.integer(shares.length)]! };
}

const isSaid = (verdict?: string) => verdict === 'lower' || verdict === 'higher';
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
const same = (points: number) => Array<number>(SEGMENTS).fill(points / 100);

/** What is known of customers before: scores, or segments alone, which tell nothing or much of who leaves. */
const known = {
  'scores with an AUC of 0.8': {},
  'segments that tell nothing': { segmentsTell: 0 },
  'segments that tell a part': { segmentsTell: 0.3 },
  'segments that tell much': { segmentsTell: 0.7 },
};

for (const [name, before] of Object.entries(known)) {
  let atEnd = 0;
  let ever = 0;
  for (let seed = 0; seed < CAMPAIGNS; seed++) {
    const { population, size, share } = drawn(seed);
    const campaign = simulateCampaign(population, { size, share, effects: same(0), seed, ...before });
    const said = Array.from({ length: LOOKS }, (_, look) =>
      isSaid(judged(campaign, population.rate, Math.round((size * (look + 1)) / LOOKS))?.verdict),
    );
    if (said.at(-1)) atEnd++;
    if (said.includes(true)) ever++;
  }
  console.log(`${name}: ${CAMPAIGNS} campaigns without effect, looked at ${LOOKS} times each`);
  console.log(
    `  WORKS or HARMS said at the last look: ${percent(atEnd, CAMPAIGNS)}, at any look: ${percent(ever, CAMPAIGNS)} (at most 5 %)`,
  );
  console.log(
    `effect\tcovers\tplain covers\twidth ratio\tbias\tplain bias\tfound\t(${CAMPAIGNS} campaigns each)`,
  );
  for (const points of [0, 2, 5, 8, 10]) console.log(measured(points, before).join('\t'));
}

/** The interval that is said, which allows for scores where there are any, beside the plain one. */
function measured(points: number, before: { readonly segmentsTell?: number }): string[] {
  const sum = { plain: 0, said: 0, ratio: 0, bias: 0, biasSaid: 0, found: 0, n: 0 };
  for (let i = 0; i < CAMPAIGNS; i++) {
    const seed = 1_000_000 * (points + 1) + i;
    const { population, size, share } = drawn(seed);
    // No more can be kept than would leave.
    if (points / 100 > population.rate) continue;
    const campaign = simulateCampaign(population, { size, share, effects: same(points), seed, ...before });
    const { plain, adjusted, verdict } = judged(campaign, population.rate)!;
    const said = adjusted ?? plain;
    const covers = ({ low, high }: { low: number; high: number }) =>
      Number(low <= campaign.effect && campaign.effect <= high);
    sum.n++;
    sum.plain += covers(plain);
    sum.said += covers(said);
    sum.ratio += (said.high - said.low) / (plain.high - plain.low);
    sum.bias += plain.difference - campaign.effect;
    sum.biasSaid += said.difference - campaign.effect;
    sum.found += Number(verdict === 'lower');
  }
  const { n } = sum;
  const inPoints = (value: number) => (100 * value).toFixed(3);
  return [
    `${points} points`,
    percent(sum.said, n),
    percent(sum.plain, n),
    (sum.ratio / n).toFixed(3),
    inPoints(sum.biasSaid / n),
    inPoints(sum.bias / n),
    percent(sum.found, n),
  ];
}

const differing = (effects: readonly number[]) => {
  let found = 0;
  const campaigns = Math.ceil(CAMPAIGNS / 10);
  for (let seed = 0; seed < campaigns; seed++) {
    const campaign = simulateCampaign(populationOf(0.2, 0.8), {
      size: 20_000,
      share: 0.2,
      effects,
      seed: 9_000_000 + seed,
    });
    const groups = effects.map((_, only) => armsOf(campaign, { only }));
    if (differencesDifferPValue(groups) < 0.05) found++;
  }
  return percent(found, campaigns);
};
console.log(`20,000 customers in four segments, a fifth held out: a difference between segments is found`);
console.log(`  where two have 8 points and two none: ${differing([0.08, 0.08, 0, 0])} (at least 90 %)`);
console.log(`  where all have 4 points: ${differing([0.04, 0.04, 0.04, 0.04])} (at most 5 %)`);
