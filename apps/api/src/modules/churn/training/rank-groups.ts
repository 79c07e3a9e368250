import type { TrainedClassifier as FoldModel } from '@holdfast/ml-core';
import { wordsOf } from '../../feature-matrix/index.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import type { JudgedRows } from './compare-candidates.js';
import { shuffleGroups } from './rank-columns.js';
import type { ColumnImportance, GroupImportance } from './training.types.js';

/**
 * How much the columns matter that move together, shuffled together: alone, each of them seems to matter less, since the
 * others still say what it said. A column that moves alone is a group of itself. Most important first.
 */
export function rankGroups(
  rows: JudgedRows,
  foldModels: readonly FoldModel[],
  alone: readonly ColumnImportance[],
  { observed, seed }: { readonly observed: ObservedRates; readonly seed: number },
): GroupImportance[] {
  const families = [...Map.groupBy(observed.columns, ({ family }) => family).values()];
  const several = families.filter((columns) => columns.length > 1);
  const familyOf = new Map(several.flatMap((columns, at) => columns.map(({ name }) => [name, at] as const)));
  const together = shuffleGroups(rows, foldModels, {
    seed,
    groups: several.length,
    groupOf: (column) => familyOf.get(rows.table.columns[column]!.name) ?? -1,
  });
  return families
    .map((columns) => {
      const names = columns.map(({ name }) => name).sort((a, b) => plainness(a) - plainness(b));
      const at = familyOf.get(names[0]!);
      const { importance, standardDeviation } =
        at === undefined ? alone.find(({ feature }) => feature === names[0])! : together[at]!;
      return { feature: names[0]!, columns: names, importance, standardDeviation };
    })
    .sort((a, b) => b.importance - a.importance);
}

/** Few and short words are plain: "tenure" before "TotalCharges". */
function plainness(name: string): number {
  const words = wordsOf(name);
  return words.split(' ').length * 100 + words.length;
}
