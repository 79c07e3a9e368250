import {
  BANDS,
  HAS_LEFT,
  HELD_OUT_OF_ALL,
  HELD_OUT_OF_CAMPAIGNS,
  NOT_TO_CONTACT,
  type ScoredRows,
} from '../churn/index.js';
import { NO_SEGMENT, type SegmentOfRow } from '../segmentation/index.js';
import type { ChurnFigures } from './segment-figures.js';

/** The sums of a band of a segment while they grow. */
interface Sum {
  count: number;
  expectedChurners: number;
  variance: number;
  expectedLoss: number;
  valued: number;
  /** How many are left out for each reason, by its number. */
  readonly leftOut: [number, number, number, number];
}

interface SegmentSum {
  readonly bands: readonly [Sum, Sum, Sum];
  known: number;
  left: number;
}

/** Sums scores by segment and band: of each segment that somebody with a score is in, by its index. */
export function sumSegments(
  { probability, expectedLoss, band, left }: Omit<ScoredRows, 'ranked'>,
  { indexOf }: SegmentOfRow,
  leftOut: Uint8Array,
): ReadonlyMap<number, Omit<ChurnFigures, 'drivers'>> {
  const sums: (SegmentSum | undefined)[] = [];
  for (let row = 0; row < probability.length; row++) {
    const chance = probability[row]!;
    const index = indexOf(row);
    if (Number.isNaN(chance) || index === NO_SEGMENT) continue;
    const segment = sums[index] ?? emptySum();
    sums[index] = segment;
    if (left[row] !== 0) segment.known++;
    if (left[row] === HAS_LEFT) {
      segment.left++;
      continue;
    }
    const own = segment.bands[band[row]!]!;
    own.count++;
    own.expectedChurners += chance;
    own.variance += chance * (1 - chance);
    own.leftOut[leftOut[row] ?? 0]!++;
    const loss = expectedLoss[row]!;
    if (Number.isNaN(loss)) continue;
    own.expectedLoss += loss;
    own.valued++;
  }
  return new Map(sums.flatMap((sum, index) => (sum ? [[index, toFigures(sum)] as const] : [])));
}

function emptySum(): SegmentSum {
  const sum = (): Sum => ({
    count: 0,
    expectedChurners: 0,
    variance: 0,
    expectedLoss: 0,
    valued: 0,
    leftOut: [0, 0, 0, 0],
  });
  return { bands: [sum(), sum(), sum()], known: 0, left: 0 };
}

function toFigures({ bands, known, left }: SegmentSum): Omit<ChurnFigures, 'drivers'> {
  const byBand = <T>(read: (sum: Sum) => T) => {
    const [LOW, MEDIUM, HIGH] = BANDS.map((_, i) => read(bands[i]!)) as [T, T, T];
    return { LOW, MEDIUM, HIGH };
  };
  return {
    bands: byBand(({ count, expectedChurners, variance, expectedLoss, valued }) => ({
      count,
      expectedChurners,
      variance,
      expectedLoss: valued === 0 ? null : expectedLoss,
    })),
    leftOut: byBand(({ leftOut }) => ({
      notToContact: leftOut[NOT_TO_CONTACT],
      heldOutOfAll: leftOut[HELD_OUT_OF_ALL],
      heldOutOfCampaigns: leftOut[HELD_OUT_OF_CAMPAIGNS],
    })),
    known,
    left,
  };
}
