import type { CategoricalSummary } from './summarise.js';

/** How levels become columns of 0 and 1. Positions are relative to the column's first; −1 means zeros in all of them. */
export interface OneHot {
  /** Every level seen in training, in the table's order. */
  readonly levels: readonly string[];
  /** Position of each of `levels`. Rare levels share one. */
  readonly levelAt: Int32Array;
  /** Position of a level that training never saw: that of the rare ones. */
  readonly unseenAt: number;
  readonly missingAt: number;
  /** One name per position: the level, "(other)" or "(missing)". */
  readonly names: readonly string[];
}

export interface OneHotOptions {
  /** At most this many levels get a column of their own; the rest share one. */
  readonly maxLevels: number;
  /** A level under this share of the known rows is rare and shares a column with the other rare ones. */
  readonly minLevelShare: number;
  /** Whether missing is a level of its own; else it is zeros in all columns. */
  readonly missingIndicator: boolean;
}

/**
 * Learns the columns of a categorical attribute. Of two levels only the rarer gets one, since the other would repeat it.
 * @returns null if every row is the same, so that there is nothing to learn from the attribute.
 */
export function fitOneHot(column: CategoricalSummary, options: OneHotOptions): OneHot | null {
  const { levelWeight, missingWeight } = column;
  const seen = column.levels.map((_, level) => level).filter((level) => levelWeight[level]! > 0);
  const own = levelsOfTheirOwn(seen, levelWeight, options);
  const rare = seen.filter((level) => !own.has(level));

  const groups = seen
    .filter((level) => own.has(level))
    .map((level) => ({
      name: column.levels[level]!,
      weight: levelWeight[level]!,
      level,
    }));
  const rareWeight = rare.reduce((sum, level) => sum + levelWeight[level]!, 0);
  if (rare.length > 0) groups.push({ name: '(other)', weight: rareWeight, level: -1 });
  const missingIsGroup = missingWeight > 0 && options.missingIndicator;
  if (missingIsGroup) groups.push({ name: '(missing)', weight: missingWeight, level: -2 });
  if (seen.length === 0 || groups.length < 2) return null;
  if (groups.length === 2) groups.splice(groups[0]!.weight >= groups[1]!.weight ? 0 : 1, 1);

  const position = (group: number): number => groups.findIndex((candidate) => candidate.level === group);
  const unseenAt = position(-1);
  return {
    levels: seen.map((level) => column.levels[level]!),
    levelAt: Int32Array.from(seen, (level) => (own.has(level) ? position(level) : unseenAt)),
    unseenAt,
    missingAt: position(-2),
    names: groups.map((group) => group.name),
  };
}

function levelsOfTheirOwn(seen: number[], levelWeight: Float64Array, options: OneHotOptions): Set<number> {
  const total = seen.reduce((sum, level) => sum + levelWeight[level]!, 0);
  const common = seen.filter((level) => levelWeight[level]! >= options.minLevelShare * total);
  common.sort((a, b) => levelWeight[b]! - levelWeight[a]! || a - b);
  return new Set(common.slice(0, options.maxLevels));
}
