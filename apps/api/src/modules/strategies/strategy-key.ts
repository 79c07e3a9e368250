/** A strategy by the parts of its id. */
export interface StrategyKey {
  readonly segmentationId: string;
  readonly k: number;
  readonly index: number;
  readonly play: string;
}

/** Its segmentation, k, index of the segment, and play. */
const STRATEGY =
  /^RetentionStrategy:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,2}):(\d{1,2}):([a-z-]+)$/;

/** The parts of a strategy's id; null if it is none. */
export function readStrategyKey(id: string): StrategyKey | null {
  const [, segmentationId, k, index, play] = STRATEGY.exec(Buffer.from(id, 'base64url').toString()) ?? [];
  if (segmentationId === undefined) return null;
  return { segmentationId, k: Number(k), index: Number(index), play: play! };
}
