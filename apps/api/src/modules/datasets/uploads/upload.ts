import type { ByteCounts } from './byte-census.js';

/** A file that was uploaded but not yet imported. */
export interface Upload extends ByteCounts {
  readonly id: string;
  readonly fileName: string;
  /** Who uploaded it: the id of a caller. */
  readonly createdBy: string;
  /** Absolute path of its bytes. */
  readonly path: string;
}
