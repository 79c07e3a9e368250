import { measureUplift } from '../src/index.js';
import { type Gainers, simulateTrial } from '../src/uplift/uplift-simulation.test-support.js';

/**
 * Simulates campaigns to 20,000 customers whose effect is 8 points for a half of them and none for the others, or 4 points
 * for everybody, and counts how often a difference between customers is said:
 * `pnpm quality uplift-quality [CAMPAIGNS [SEED [SHARES [GAINERS]]]]`, the last two as lists, say `200 10000 0.2,0.5 all,none`.
 */
const CAMPAIGNS = Number(process.argv[2] ?? 200);
const SEED = Number(process.argv[3] ?? 10_000);
const SHARES = (process.argv[4] ?? '0.1,0.2,0.5').split(',').map(Number);
const GAINERS = (process.argv[5] ?? 'contract,age,age or visits,all,none').split(',');
const CUSTOMERS = 20_000;

async function found(gainers: Gainers, heldOut: number, effect: number) {
  let said = 0;
  for (let seed = SEED; seed < SEED + CAMPAIGNS; seed++) {
    const trial = simulateTrial({ customers: CUSTOMERS, heldOut, effect, gainers, seed });
    if ((await measureUplift(trial, { seed })).differs) said++;
  }
  return `${said} of ${CAMPAIGNS}, ${((100 * said) / CAMPAIGNS).toFixed(1)} %`;
}

console.log(`${CAMPAIGNS} campaigns to ${CUSTOMERS} customers each: a difference between customers is said`);
for (const heldOut of SHARES) {
  for (const gainers of ['contract', 'age', 'age or visits'] as const) {
    if (!GAINERS.includes(gainers)) continue;
    const said = await found(gainers, heldOut, 0.08);
    console.log(`  ${heldOut} held out, 8 points by ${gainers}, else none: ${said} (at least 90 %)`);
  }
  if (GAINERS.includes('all')) {
    console.log(
      `  ${heldOut} held out, 4 points for all: ${await found('all', heldOut, 0.08)} (at most 5 %)`,
    );
  }
  if (GAINERS.includes('none')) {
    console.log(`  ${heldOut} held out, no effect: ${await found('all', heldOut, 0)} (at most 5 %)`);
  }
}
