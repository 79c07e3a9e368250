import type { FeatureColumn } from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import type { Trial } from './trial.js';

/** Who gains, in each case a half of the customers; `all`: everybody, a half of it. */
export type Gainers = 'age' | 'visits' | 'contract' | 'age or visits' | 'all';

/** What a campaign is drawn with. */
export interface SimulatedTrialOptions {
  readonly customers: number;
  /** Share that is left alone. */
  readonly heldOut: number;
  /** How many points fewer leave of those who gain: 0.08 is 8 points, at most 0.08. */
  readonly effect: number;
  readonly gainers: Gainers;
  readonly seed: number;
}

const REGIONS = ['north', 'south', 'east', 'west', 'islands'];
const CONTRACTS = ['monthly', 'yearly'];

/**
 * A campaign to invented customers, a fifth of whom leave where nothing is done: tenure, charges and contract
 * decide who (AUC of about .7), and four more columns say nothing of it. `truth` is what each really gains.
 */
export function simulateTrial(options: SimulatedTrialOptions): Trial & { readonly truth: Float64Array } {
  const { customers, heldOut, effect, gainers, seed } = options;
  const random = createRandom(seed, 78);
  const numbers = () => new Float64Array(customers);
  const [tenure, charges, income, visits, age] = [numbers(), numbers(), numbers(), numbers(), numbers()];
  const [contract, region] = [new Int32Array(customers), new Int32Array(customers)];
  const [treated, y, truth] = [new Uint8Array(customers), new Uint8Array(customers), numbers()];
  treated.fill(1, Math.round(heldOut * customers));
  const drawn = Uint32Array.from(treated);
  random.shuffle(drawn);
  treated.set(drawn);
  for (let i = 0; i < customers; i++) {
    tenure[i] = Math.floor(72 * random.next() ** 1.3);
    charges[i] = Math.round(50 + 20 * random.normal());
    contract[i] = random.integer(2);
    region[i] = random.integer(REGIONS.length);
    income[i] = random.next() < 0.03 ? Number.NaN : Math.exp(10 + 0.6 * random.normal());
    visits[i] = Math.floor(10 * random.next());
    age[i] = 45 + 14 * random.normal();
    const gains = {
      age: Number(age[i]! >= 45),
      visits: Number(visits[i]! >= 5),
      contract: 1 - contract[i]!,
      'age or visits': Number(age[i]! >= 52.6 || visits[i]! >= 7),
      all: 0.5,
    }[gainers];
    truth[i] = gains * effect;
    const odds = (25 - tenure[i]!) / 12 + (charges[i]! - 50) / 15 - 1.5 * contract[i]!;
    const leaves = 0.08 + 0.33 / (1 + Math.exp(-odds));
    y[i] = Number(random.next() >= leaves - treated[i]! * truth[i]!);
  }
  const columns: FeatureColumn[] = [
    { kind: 'numeric', name: 'tenure', values: tenure },
    { kind: 'numeric', name: 'charges', values: charges },
    { kind: 'categorical', name: 'contract', codes: contract, levels: CONTRACTS },
    { kind: 'categorical', name: 'region', codes: region, levels: REGIONS },
    { kind: 'numeric', name: 'income', values: income },
    { kind: 'numeric', name: 'visits', values: visits },
    { kind: 'numeric', name: 'age', values: age },
  ];
  return { table: { rows: customers, columns }, treated, y, truth };
}
