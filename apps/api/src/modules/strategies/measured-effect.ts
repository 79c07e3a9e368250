/** What a campaign measured of a play in a segment: the share of those who would have left that it kept. */
export interface MeasuredEffect {
  readonly saveRate: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** The campaign's global id and name. */
  readonly campaignId: string;
  readonly campaign: string;
  readonly since: Date;
}

/** What was measured in a dataset, by `measuredKey`; the newest of each. */
export type ReadMeasured = (datasetId: string) => Promise<ReadonlyMap<string, MeasuredEffect>>;

/** Names a play in a segment. */
export function measuredKey(play: string, segmentKey: string): string {
  return `${play}:${segmentKey}`;
}
