import type { FeatureTable } from '../preprocessing/feature-table.js';
import { createRandom, type Random } from '../random.js';

/** What is planted in a table. */
export interface PlantedSpec {
  readonly rows: number;
  readonly groups: number;
  readonly categories: number;
  readonly numbers: number;
  /** Fewest and most levels of a category. */
  readonly levels: readonly [number, number];
  /** How often a row has its group's own level; else any. */
  readonly agreement: number;
  /** Standard deviation of the groups' means of a number, within a group it is 1. */
  readonly apart: number;
}

/** A table with groups, and who belongs to which. */
export interface PlantedTable {
  readonly table: FeatureTable;
  readonly groups: Int32Array;
  /** The likeliest group of each row for someone who knows how the table was made: nobody can do better. */
  readonly likeliest: Int32Array;
}

/** Draws groups of unequal sizes that differ in their commonest levels and in the means of the numbers. */
export function plantGroups(spec: PlantedSpec, seed: number): PlantedTable {
  const { rows, groups: k, agreement, apart } = spec;
  const random = createRandom(seed);
  const times = <Value>(count: number, of: (i: number) => Value) =>
    Array.from({ length: count }, (_, i) => of(i));
  const levels = times(spec.categories, () => between(random, spec.levels));
  const shares = times(k, () => 0.5 + random.next());
  const total = shares.reduce((sum, share) => sum + share);
  const own = times(k, () => levels.map((count) => random.integer(count)));
  const means = times(k, () => times(spec.numbers, () => apart * random.normal()));
  const codes = levels.map(() => new Int32Array(rows));
  const values = times(spec.numbers, () => new Float64Array(rows));
  const groups = new Int32Array(rows);
  const likeliest = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const group = pick(random, shares, total);
    groups[i] = group;
    const likelihoods = shares.map(Math.log);
    levels.forEach((count, j) => {
      const level = random.next() < agreement ? own[group]![j]! : random.integer(count);
      codes[j]![i] = level;
      const other = (1 - agreement) / count;
      for (let g = 0; g < k; g++)
        likelihoods[g]! += Math.log(own[g]![j] === level ? agreement + other : other);
    });
    for (let j = 0; j < spec.numbers; j++) {
      const value = means[group]![j]! + random.normal();
      values[j]![i] = value;
      for (let g = 0; g < k; g++) likelihoods[g]! -= (value - means[g]![j]!) ** 2 / 2;
    }
    likeliest[i] = likelihoods.indexOf(Math.max(...likelihoods));
  }
  const columns: FeatureTable['columns'] = [
    ...levels.map((count, j) => ({
      kind: 'categorical' as const,
      name: `category ${j}`,
      levels: times(count, String),
      codes: codes[j]!,
    })),
    ...values.map((cells, j) => ({ kind: 'numeric' as const, name: `number ${j}`, values: cells })),
  ];
  return { table: { rows, columns }, groups, likeliest };
}

/** A whole number of a range. */
export function between(random: Random, [low, high]: readonly [number, number]): number {
  return low + random.integer(high - low + 1);
}

function pick(random: Random, shares: readonly number[], total: number): number {
  let left = random.next() * total;
  for (let group = 0; group < shares.length - 1; group++) {
    left -= shares[group]!;
    if (left < 0) return group;
  }
  return shares.length - 1;
}

/** The kinds of tables: how many categories and numbers they have. */
export const plantedKinds = {
  'categories alone': { categories: [4, 8], numbers: [0, 0] },
  mixed: { categories: [2, 5], numbers: [1, 4] },
  'mostly numbers': { categories: [1, 2], numbers: [4, 6] },
  'mostly categories': { categories: [5, 7], numbers: [1, 1] },
} as const satisfies Record<
  string,
  { readonly categories: readonly [number, number]; readonly numbers: readonly [number, number] }
>;

const LEVELS = [
  [2, 2],
  [3, 3],
  [2, 5],
  [2, 10],
] as const;

/** A table of a kind: 2 to 5 groups, 3 to 10 columns, 2 to 10 levels, from plain to hopeless. */
export function drawPlanted(kind: keyof typeof plantedKinds, rows: number, seed: number): PlantedTable {
  const random = createRandom(seed, 1);
  const { categories, numbers } = plantedKinds[kind];
  return plantGroups(
    {
      rows,
      groups: 2 + random.integer(4),
      categories: between(random, categories),
      numbers: between(random, numbers),
      levels: LEVELS[random.integer(LEVELS.length)]!,
      agreement: 0.5 + 0.4 * random.next(),
      apart: 1 + 1.5 * random.next(),
    },
    seed,
  );
}
