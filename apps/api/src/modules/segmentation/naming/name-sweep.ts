import type { ColumnLabels } from '../../datasets/index.js';
import type { ClusterModels } from '../../engine/index.js';
import type { FeatureSpec } from '../../feature-matrix/index.js';
import type { ClusterSweep } from '../fit/cluster-sweep.js';
import type { SegmentConditions } from '../fit/find-rules.js';
import { assignKeys } from '../identity/segment-keys.js';
import { asCalled, contrastFeatures, type FeatureContrast } from './feature-contrast.js';
import { nameSegments } from './name-segments.js';

/** The current segmentation: its models, and the key of each of its segments by k and index. */
export interface PreviousSegmentation {
  readonly models: ClusterModels;
  readonly keys: ReadonlyMap<number, readonly string[]>;
  /** The automatic name of each of its segments, by k and index. */
  readonly names: ReadonlyMap<number, readonly string[]>;
  /** The names that users gave to keys of the dataset. */
  readonly editedNames: ReadonlyMap<string, string>;
}

/** A segment of one k, ready to be stored. */
export interface NamedSegment {
  readonly k: number;
  readonly index: number;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly size: number;
  readonly share: number;
  readonly profile: readonly FeatureContrast[];
  readonly rule: SegmentConditions;
}

/** Turns clusters into segments, in the words that people have for columns: each gets a key, a name, a description and a profile compared with all customers. */
export function nameSweep(
  sweep: ClusterSweep,
  spec: FeatureSpec,
  previous: PreviousSegmentation | null,
  { salt, labels }: { readonly salt: string; readonly labels: ColumnLabels },
): NamedSegment[] {
  const columns = [...spec.columns, ...(spec.alongside ?? [])];
  const origins = sweep.fits.map(({ k, continues, parents }) => ({
    k,
    previousKeys: continues.map((index) => previous?.keys.get(k)?.[index] ?? null),
    parents,
  }));
  const keys = assignKeys(origins, salt);
  return sweep.fits.flatMap(({ k, sizes, profiles, continues, rules }, f) => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const nameless = profiles.map((profile, index) => ({
      size: sizes[index]!,
      share: sizes[index]! / total,
      profile: contrastFeatures(columns, profile, sweep.overall).map((column) => {
        const called = labels.get(column.feature);
        return called === undefined ? column : { ...column, called };
      }),
      earlierName: previous?.names.get(k)?.[continues[index]!] ?? null,
    }));
    const edited = keys[f]!.flatMap((key) => previous?.editedNames.get(key) ?? []);
    const called = nameless.map((segment) => ({
      ...segment,
      profile: asCalled(segment.profile),
    }));
    const names = nameSegments(called, edited);
    return nameless.map(({ earlierName: _, ...segment }, index) => ({
      k,
      index,
      key: keys[f]![index]!,
      ...segment,
      ...names[index]!,
      rule: rules[index]!,
    }));
  });
}
