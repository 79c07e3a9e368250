import { countAtMost } from '../binary-search.js';
import type { FeatureColumn, FeatureTable } from '../preprocessing/feature-table.js';
import type { Random } from '../random.js';
import type { ColumnDrift } from './column-drift.js';
import type { ColumnProfile } from './column-profile.js';

/** A level that no table has. */
const NEW_LEVEL = '\u0000new';

/**
 * The table as it would look with the defects that were found in another: numbers in the other unit, as many blanks and
 * unseen levels as there, in the rows whose bin or level has become rarer. What a defect does to a model can so be
 * measured on rows whose outcome is known.
 */
export function plantDefects(
  table: FeatureTable,
  profiles: readonly ColumnProfile[],
  drifts: readonly ColumnDrift[],
  random: Random,
): FeatureTable {
  const columns = table.columns.map((column) => {
    const drift = drifts.find((other) => other.column === column.name);
    const profile = profiles.find(({ name }) => name === column.name);
    return drift && profile ? plant(column, profile, drift, random) : column;
  });
  return { ...table, columns };
}

/** A table of now with levels that were never seen under the one name that planted ones have. */
export function namedAsPlanted(
  table: FeatureTable,
  drifts: readonly ColumnDrift[],
  past: FeatureTable,
): FeatureTable {
  const columns = table.columns.map((column): FeatureColumn => {
    const drift = drifts.find((other) => other.column === column.name);
    const before = past.columns.find(({ name }) => name === column.name);
    const isPlanted = drift?.defects.some(({ kind }) => kind === 'levels');
    if (!isPlanted || column.kind !== 'categorical' || before?.kind !== 'categorical') return column;
    const known = new Set(before.levels);
    const fresh = column.levels.length;
    const codes = column.codes.map((code) => (code < 0 || known.has(column.levels[code]!) ? code : fresh));
    return { ...column, levels: [...column.levels, NEW_LEVEL], codes };
  });
  return { ...table, columns };
}

function plant(
  given: FeatureColumn,
  profile: ColumnProfile,
  drift: ColumnDrift,
  random: Random,
): FeatureColumn {
  let column = given;
  let unit = 1;
  for (const defect of drift.defects) {
    if (defect.kind === 'unit' && column.kind === 'numeric') {
      const { factor } = defect;
      unit = factor;
      column = { ...column, values: column.values.map((value) => value * factor) };
    }
    if (defect.kind === 'blanks') {
      const chance = chances(profile, drift, drift.missingNow - drift.missingPast, unit !== 1);
      column = replace(column, given, profile, chance, random, null);
    }
    if (defect.kind === 'levels') {
      const chance = chances(profile, drift, defect.share, false);
      column = replace(column, given, profile, chance, random, NEW_LEVEL);
    }
  }
  return column;
}

/** For each cell of a profile, the chance that a row in it loses its value, so that a share `added` of all rows does. */
function chances(profile: ColumnProfile, drift: ColumnDrift, added: number, evenly: boolean): Float64Array {
  const { past, now } = drift;
  const known = 1 - profile.missing / profile.rows;
  const lost = past.map((share, cell) => (cell === 0 ? 0 : Math.max(0, share - (now[cell] ?? 0))));
  const total = lost.reduce((sum, share) => sum + share, 0);
  return Float64Array.from(past, (share, cell) => {
    if (cell === 0 || share === 0) return 0;
    return Math.min(1, evenly || total === 0 ? added / known : (added * lost[cell]!) / total / share);
  });
}

/** `given` says in which cell a row is: the values of `column` may be in another unit already. */
function replace(
  column: FeatureColumn,
  given: FeatureColumn,
  profile: ColumnProfile,
  chance: Float64Array,
  random: Random,
  level: string | null,
): FeatureColumn {
  if (column.kind === 'numeric' && given.kind === 'numeric' && profile.kind === 'numeric') {
    const cuts = Float64Array.from(profile.cuts);
    const values = column.values.map((value, i) => {
      if (Number.isNaN(value)) return value;
      return random.next() < chance[1 + countAtMost(cuts, given.values[i]!)]! ? Number.NaN : value;
    });
    return { ...column, values };
  }
  if (column.kind !== 'categorical' || profile.kind !== 'categorical') return column;
  const cellOf = new Map(profile.levels.map((name, i) => [name, i + 1]));
  const cells = column.levels.map((name) => cellOf.get(name) ?? profile.levels.length + 1);
  const levels = level === null ? column.levels : [...column.levels, level];
  const code = level === null ? -1 : column.levels.length;
  const codes = column.codes.map((old) => (old >= 0 && random.next() < chance[cells[old]!]! ? code : old));
  return { ...column, levels, codes };
}
