import { requireInstance, requireModel } from '../validation.js';
import type { ReferenceDay } from './dates-to-durations.js';
import type { OneHot } from './one-hot-encoder.js';

/** A number: imputed, its tail shortened, centred and scaled; beside it, where it was missing. */
export interface NumericEncoding {
  readonly kind: 'numeric';
  readonly name: string;
  /** Whether the number is a date, and what is encoded the days from it to the reference day. Default false. */
  readonly isDate?: boolean;
  /** Encoded column of the value; −1 if every known value is the same. */
  readonly valueAt: number;
  /** Encoded column that is 1 where the value is missing; −1 if there is none. */
  readonly missingAt: number;
  readonly fill: number;
  /** Unit of the logarithm, see `shortenTail`; 0 for none. */
  readonly logUnit: number;
  readonly center: number;
  readonly scale: number;
  /** The range beyond which a value is taken for the nearest in it, see `limitColumns`; absent for none. */
  readonly low?: number;
  readonly high?: number;
}

/** Levels as columns of 0 and 1, the first of them at `first`. */
export interface CategoricalEncoding extends OneHot {
  readonly kind: 'categorical';
  readonly name: string;
  readonly first: number;
  /** What stands instead of 1, see `equalCategories` and `weighColumns`; absent for 1. */
  readonly unit?: number;
}

/** An attribute that does not vary and is left out. */
export interface DroppedColumn {
  readonly kind: 'dropped';
  readonly name: string;
  readonly reason: 'constant' | 'allMissing';
}

/** How one attribute is encoded. */
export type ColumnEncoding = NumericEncoding | CategoricalEncoding | DroppedColumn;

/** What was learned from the training rows and is applied to every row afterwards. Plain data. */
export interface Preprocessor {
  readonly kind: 'preprocessor';
  readonly version: 1;
  /** One per original column, in the order of the table it was fitted on. */
  readonly columns: readonly ColumnEncoding[];
  readonly encodedNames: readonly string[];
  /** Encoded column → index in `columns`. */
  readonly sourceIndex: Int32Array;
  /** What dates count back from; absent where none is encoded. */
  readonly referenceDay?: ReferenceDay;
}

/** Throws unless the value is a preprocessor. Its encodings are trusted. */
export function requirePreprocessor(preprocessor: Preprocessor): void {
  requireModel(preprocessor, 'preprocessor');
  requireInstance('preprocessor.columns', preprocessor.columns, Array);
  requireInstance('preprocessor.encodedNames', preprocessor.encodedNames, Array);
}
