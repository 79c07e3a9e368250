import type { MeasureKind } from './choose-measures.js';

/** A range of thirds of one measure: 1 is the worst, 3 the best. */
export type Thirds = readonly [least: number, most: number];

/** Thirds of some measures that all hold. */
export type ThirdsOf = Partial<Readonly<Record<MeasureKind, Thirds>>>;

/** A named part of the customers: those of `all`, and of any of `anyOf` where there are some. */
export interface QuantileGroup {
  readonly name: string;
  readonly all: ThirdsOf;
  readonly anyOf?: readonly ThirdsOf[];
}

const LOW: Thirds = [1, 1];
const MIDDLE: Thirds = [2, 2];
const HIGH: Thirds = [3, 3];
const NOT_HIGH: Thirds = [1, 2];
const NOT_LOW: Thirds = [2, 3];

/** The names that the trade has for recency and frequency, with value where it tells the best apart. */
const RFM: readonly QuantileGroup[] = [
  { name: 'Champions', all: { RECENCY: HIGH, FREQUENCY: HIGH, VALUE: HIGH } },
  {
    name: 'Loyal',
    all: { RECENCY: NOT_LOW, FREQUENCY: HIGH },
    anyOf: [{ RECENCY: MIDDLE }, { VALUE: NOT_HIGH }],
  },
  { name: 'Potential loyalists', all: { RECENCY: HIGH, FREQUENCY: MIDDLE } },
  { name: 'New customers', all: { RECENCY: HIGH, FREQUENCY: LOW } },
  { name: 'Need attention', all: { RECENCY: MIDDLE, FREQUENCY: MIDDLE } },
  { name: 'About to sleep', all: { RECENCY: MIDDLE, FREQUENCY: LOW } },
  { name: 'Cannot lose them', all: { RECENCY: LOW, FREQUENCY: HIGH, VALUE: HIGH } },
  {
    name: 'At risk',
    all: { RECENCY: LOW, FREQUENCY: NOT_LOW },
    anyOf: [{ FREQUENCY: MIDDLE }, { VALUE: NOT_HIGH }],
  },
  { name: 'Hibernating', all: { RECENCY: LOW, FREQUENCY: LOW } },
];

const RECENCY_AND: readonly (readonly [name: string, recency: Thirds, other: Thirds])[] = [
  ['Champions', HIGH, HIGH],
  ['Loyal', MIDDLE, HIGH],
  ['Promising', HIGH, MIDDLE],
  ['Recent, but little', HIGH, LOW],
  ['Need attention', MIDDLE, MIDDLE],
  ['About to sleep', MIDDLE, LOW],
  ['Cannot lose them', LOW, HIGH],
  ['At risk', LOW, MIDDLE],
  ['Hibernating', LOW, LOW],
];

const ALONE: Readonly<Record<MeasureKind, readonly [string, string, string]>> = {
  RECENCY: ['Active lately', 'Quieter', 'Quiet for long'],
  FREQUENCY: ['Frequent', 'Occasional', 'Rare'],
  VALUE: ['High value', 'Middle value', 'Low value'],
};

/** The parts that customers fall into by thirds of the measures that are known; nobody is in two. */
export function nameQuantiles(known: ReadonlySet<MeasureKind>): readonly QuantileGroup[] {
  const other = known.has('VALUE') ? 'VALUE' : 'FREQUENCY';
  if (known.size === 3) return RFM;
  if (known.has('RECENCY') && known.has(other)) {
    return RECENCY_AND.map(([name, recency, value]) => ({ name, all: { RECENCY: recency, [other]: value } }));
  }
  const only = known.has(other) ? other : known.has('RECENCY') ? 'RECENCY' : null;
  return only === null
    ? []
    : [HIGH, MIDDLE, LOW].map((thirds, i) => ({ name: ALONE[only][i]!, all: { [only]: thirds } }));
}
