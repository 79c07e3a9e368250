/** Which cluster continues as which. */
export interface ClusterAlignment {
  /** next → previous, one to one, or -1. */
  readonly mapping: Int32Array;
  /**
   * For each next cluster the share of its known rows that were in the previous cluster it is mapped to; by centroids
   * its closeness to that one, 0..1.
   */
  readonly overlap: number[];
  /** Previous clusters of which several next ones each took a quarter or more, or to which several lie closest. */
  readonly split: { readonly previous: number; readonly into: number[] }[];
  /** Next clusters that took more than half of several previous ones, or lie closest to several. */
  readonly merged: { readonly next: number; readonly from: number[] }[];
  /** Next clusters that continue no previous one. */
  readonly appeared: number[];
  /** Previous clusters that no next one continues. */
  readonly vanished: number[];
}
