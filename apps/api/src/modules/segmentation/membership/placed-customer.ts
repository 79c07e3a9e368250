/** The segments of a customer as of a revision: `labels[i]` is its segment for k = minK + i. */
export interface PlacedCustomer {
  readonly row: number;
  readonly revision: string;
  readonly labels: readonly number[];
  /** Its place on the map; null where the segmentation cannot tell. */
  readonly point: { readonly x: number; readonly y: number } | null;
}
