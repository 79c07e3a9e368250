import pg from 'pg';
import type { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { boundedMomentSql, boundedNumberSql } from '../../platform/value-bounds.js';
import { type ColumnForm, RowColumns } from '../datasets/index.js';
import type { FeatureColumnSpec } from '../engine/index.js';
import { type LabelColumns, NO_SEGMENT } from './membership/label-columns.js';
import type { Segment } from './segment.entity.js';
import type { Segmentation } from './segmentation.entity.js';
import type { SegmentHistogram } from './segmentation.types.js';

/** Bytes of values that are kept, eight a customer of each column that was asked for. */
const MOST_BYTES = 32 * 1024 * 1024;

/** How what is stored of a column is read, by an SQL literal of its name, and how that becomes a number. */
const AS_NUMBER: Readonly<
  Record<
    FeatureColumnSpec['type'],
    { cell: (name: string) => string; number: (cell: string) => string } | null
  >
> = {
  NUMBER: { cell: (name) => `attribute_number(c.cells, c.names, ${name})`, number: boundedNumberSql },
  BOOLEAN: {
    cell: (name) => `attribute_text(c.cells, c.names, ${name})`,
    number: (cell) => `${cell}::boolean::int::float8`,
  },
  DATE: {
    cell: (name) => `attribute_text(c.cells, c.names, ${name})`,
    number: (cell) => `extract(epoch from ${boundedMomentSql(cell)})::float8 / 86400`,
  },
  CATEGORY: null,
};

/** The values of a column by row. */
interface Values {
  readonly [name: string]: Float64Array;
  /** NaN of who has none, or is not in the segmentation. */
  readonly values: Float64Array;
}

/** A column over bins. */
export interface Binned {
  readonly feature: string;
  readonly bins: number;
}

/** Counts the values of columns in segments: PostgreSQL tells them once, then again of whoever changed. */
export class SegmentHistograms {
  readonly #columns: RowColumns<Values>;

  constructor(
    dataSource: DataSource,
    private readonly labels: Pick<LabelColumns, 'of'>,
  ) {
    this.#columns = new RowColumns(dataSource, undefined, MOST_BYTES);
  }

  /**
   * Counts a column's values in each of the segments of one k over bins of equal width from the overall minimum to the
   * maximum; an outlier counts in the last bin of the ordinary values, see Segmentation.columnOutliers.
   * A category has no order and therefore no histogram: the list is empty.
   * @throws AppError UNKNOWN_COLUMN if no segment has a profile of the column.
   */
  async read(
    segmentation: Segmentation,
    segments: readonly Segment[],
    { feature, bins: asked }: Binned,
  ): Promise<SegmentHistogram[]> {
    const type = requireProfiled(segments, feature);
    const form = formOf(segmentation, feature, type);
    if (form === null) return [];
    const { id, datasetId, minK } = segmentation;
    const [{ columns }, labels] = await Promise.all([
      this.#columns.of(datasetId, form.query, form),
      this.labels.of({ datasetId, id, k: segments[0]?.k ?? minK }),
    ]);
    const bins = type === 'BOOLEAN' ? 2 : asked;
    const { binEdges, counts } = count(columns.values, labels?.indexOf ?? (() => NO_SEGMENT), bins);
    return segments.map(({ index, key }) => ({
      segmentKey: key,
      histogram: { binEdges, counts: counts[index] ?? new Array<number>(binEdges.length - 1).fill(0) },
    }));
  }
}

/** The bins of values from the least to the greatest, and how many values each has, by segment. */
function count(
  values: Float64Array,
  segmentOf: (row: number) => number,
  bins: number,
): { binEdges: number[]; counts: (number[] | undefined)[] } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const binEdges = edgesOf(low, high, bins);
  const counts: number[][] = [];
  const width = high - low;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const index = segmentOf(row);
    if (index === NO_SEGMENT) continue;
    counts[index] ??= new Array<number>(binEdges.length - 1).fill(0);
    counts[index]![width > 0 ? Math.min(Math.floor(((value - low) / width) * bins), bins - 1) : 0]!++;
  }
  return { binEdges, counts };
}

function edgesOf(low: number, high: number, bins: number): number[] {
  if (low > high) return [0, 0];
  if (high === low) return [low, high];
  const inner = Array.from({ length: bins }, (_, i) => low + ((high - low) * i) / bins);
  return [...inner, high];
}

/** The values of those in a segmentation, an outlier as the last of the ordinary ones; null of a category. */
function formOf(
  { id, datasetId, columnOutliers }: Segmentation,
  feature: string,
  type: FeatureColumnSpec['type'],
): ColumnForm<Values> | null {
  const reading = AS_NUMBER[type];
  if (reading === null) return null;
  const { low, high } = columnOutliers.find((column) => column.feature === feature) ?? {
    low: null,
    high: null,
  };
  const number = reading.number('told.cell');
  const ordinary = `least(greatest(${number}, ${low}::float8), ${high}::float8)`;
  return {
    make: (rows) => ({ values: new Float64Array(rows).fill(Number.NaN) }),
    // Each cell is taken out once, however often the number names it: that takes longer than anything else.
    query: `select m.row, case when ${number} is not null then ${ordinary} end as value
      from segment_memberships m join current_customers c on c.dataset_id = ${pg.escapeLiteral(datasetId)} and c.row = m.row
        cross join lateral (select ${reading.cell(pg.escapeLiteral(feature))} as cell offset 0) told
      where m.segmentation_id = ${pg.escapeLiteral(id)}`,
    fields: 2,
    read({ values }, place, bytes, at) {
      values[place] = at[1]! < 0 ? Number.NaN : bytes.readDoubleBE(at[1]!);
    },
  };
}

function requireProfiled(segments: readonly Segment[], feature: string): FeatureColumnSpec['type'] {
  const profile = segments[0]?.profile ?? [];
  const column = profile.find((candidate) => candidate.feature === feature);
  if (column !== undefined) return column.type;
  const known = profile.map((candidate) => `"${candidate.feature}"`).join(', ');
  throw new AppError('UNKNOWN_COLUMN', `feature is "${feature}"; it must be one of ${known}.`, {
    field: ['feature'],
  });
}
