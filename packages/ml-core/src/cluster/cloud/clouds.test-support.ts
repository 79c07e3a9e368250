import { createMatrix } from '../../matrix.js';
import { createRandom, type Random } from '../../random.js';
import type { Matrix } from '../../types.js';

/** Draws the rows of one table. */
type DrawRow = () => readonly number[];
/** Chooses a table of so many columns. */
type Kind = (random: Random, columns: number) => DrawRow;

const times = (count: number, draw: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => draw(i));

/** Kinds of tables without groups. */
export const ungrouped = {
  normal: (random, columns) => () => times(columns, () => random.normal()),
  correlated: (random, columns) => {
    const weights = times(2 * columns, () => 2 * random.normal());
    return () => {
      const [a, b] = [random.normal(), random.normal()];
      return times(columns, (j) => weights[2 * j]! * a + weights[2 * j + 1]! * b + random.normal());
    };
  },
  uniform: (random, columns) => () => times(columns, () => random.next()),
  exponential: (random, columns) => () => times(columns, () => -Math.log(1 - random.next())),
  lognormal: (random, columns) => {
    const weights = times(columns, () => random.next());
    return () => {
      const common = random.normal();
      return times(columns, (j) => Math.exp(weights[j]! * common + 0.8 * random.normal()));
    };
  },
  heavyTailed: (random, columns) => () => {
    const scale = Math.sqrt(times(3, () => random.normal() ** 2).reduce((sum, square) => sum + square) / 3);
    return times(columns, () => random.normal() / scale);
  },
  categories: (random, columns) => {
    const shares = times(columns, () => 0.15 + 0.7 * random.next());
    return () => shares.map((share) => Number(random.next() < share));
  },
  mixed: (random, columns) => {
    const shares = times(columns, () => 0.15 + 0.7 * random.next());
    return () => shares.map((share, j) => (j % 2 ? Number(random.next() < share) : random.normal()));
  },
} satisfies Record<string, Kind>;

/** Round groups of unequal sizes, the nearest centres `apart` standard deviations from each other. */
export function grouped(k: number, apart: number): Kind {
  return (random, columns) => {
    const informed = Math.min(columns, Math.max(2, Math.ceil(0.7 * columns)));
    const centres = drawCentres(random, { k, columns, informed, apart });
    const ends: number[] = [];
    for (let c = 0; c < k; c++) ends.push((ends.at(-1) ?? 0) + 0.5 + random.next());
    return () => {
      const place = random.next() * ends.at(-1)!;
      const centre = centres[ends.findIndex((end) => place < end)]!;
      return centre.map((value) => value + random.normal());
    };
  };
}

/** Groups that differ in how often they say yes to each of the columns. */
export function groupedCategories(k: number): Kind {
  return (random, columns) => {
    const shares = times(k, () => 0).map(() => times(columns, () => (random.next() < 0.5 ? 0.12 : 0.88)));
    return () => shares[random.integer(k)]!.map((share) => Number(random.next() < share));
  };
}

interface Planted {
  readonly k: number;
  readonly columns: number;
  readonly informed: number;
  readonly apart: number;
}

function drawCentres(random: Random, { k, columns, informed, apart }: Planted): number[][] {
  for (;;) {
    const centres = Array.from({ length: k }, () =>
      times(columns, (j) => (j < informed ? random.normal() : 0)),
    );
    const gaps = centres.flatMap((a, i) =>
      centres.slice(0, i).map((b) => Math.hypot(...a.map((value, j) => value - b[j]!))),
    );
    const least = Math.min(...gaps);
    if (least > 0.3) return centres.map((centre) => centre.map((value) => (value * apart) / least));
  }
}

/** A standardised table of a kind. */
export function drawTable(kind: Kind, rows: number, columns: number, seed: number): Matrix {
  const draw = kind(createRandom(seed), columns);
  const X = createMatrix(rows, columns);
  for (let i = 0; i < rows; i++) X.data.set(draw(), i * columns);
  for (let j = 0; j < columns; j++) {
    const values = times(rows, (i) => X.data[i * columns + j]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / rows;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows) || 1;
    for (let i = 0; i < rows; i++) X.data[i * columns + j] = (values[i]! - mean) / deviation;
  }
  return X;
}
