import { say } from '../messages.js';
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

/** Such a part before it is named. */
type Group = Omit<QuantileGroup, 'name'> & { readonly name: Name };

/** What parts are called, in the dictionary of the room. */
type Name = keyof ReturnType<typeof say>['thirds']['names'];

const LOW: Thirds = [1, 1];
const MIDDLE: Thirds = [2, 2];
const HIGH: Thirds = [3, 3];
const NOT_HIGH: Thirds = [1, 2];
const NOT_LOW: Thirds = [2, 3];

/** The names that the trade has for recency and frequency, with value where it tells the best apart. */
const RFM: readonly Group[] = [
  { name: 'champions', all: { RECENCY: HIGH, FREQUENCY: HIGH, VALUE: HIGH } },
  {
    name: 'loyal',
    all: { RECENCY: NOT_LOW, FREQUENCY: HIGH },
    anyOf: [{ RECENCY: MIDDLE }, { VALUE: NOT_HIGH }],
  },
  { name: 'potential', all: { RECENCY: HIGH, FREQUENCY: MIDDLE } },
  { name: 'fresh', all: { RECENCY: HIGH, FREQUENCY: LOW } },
  { name: 'attention', all: { RECENCY: MIDDLE, FREQUENCY: MIDDLE } },
  { name: 'sleep', all: { RECENCY: MIDDLE, FREQUENCY: LOW } },
  { name: 'lose', all: { RECENCY: LOW, FREQUENCY: HIGH, VALUE: HIGH } },
  {
    name: 'atRisk',
    all: { RECENCY: LOW, FREQUENCY: NOT_LOW },
    anyOf: [{ FREQUENCY: MIDDLE }, { VALUE: NOT_HIGH }],
  },
  { name: 'hibernating', all: { RECENCY: LOW, FREQUENCY: LOW } },
];

const RECENCY_AND: readonly (readonly [name: Name, recency: Thirds, other: Thirds])[] = [
  ['champions', HIGH, HIGH],
  ['loyal', MIDDLE, HIGH],
  ['promising', HIGH, MIDDLE],
  ['little', HIGH, LOW],
  ['attention', MIDDLE, MIDDLE],
  ['sleep', MIDDLE, LOW],
  ['lose', LOW, HIGH],
  ['atRisk', LOW, MIDDLE],
  ['hibernating', LOW, LOW],
];

const ALONE: Readonly<Record<MeasureKind, readonly [Name, Name, Name]>> = {
  RECENCY: ['activeLately', 'quieter', 'quiet'],
  FREQUENCY: ['frequent', 'occasional', 'rare'],
  VALUE: ['highValue', 'middleValue', 'lowValue'],
};

/** The parts that customers fall into by thirds of the measures that are known; nobody is in two. */
export function nameQuantiles(known: ReadonlySet<MeasureKind>): readonly QuantileGroup[] {
  const { names } = say().thirds;
  return groupsBy(known).map((group) => ({ ...group, name: names[group.name] }));
}

function groupsBy(known: ReadonlySet<MeasureKind>): readonly Group[] {
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
