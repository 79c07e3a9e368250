import type { DataSource } from 'typeorm';
import { type ColumnForm, RowColumns, sqlText } from '../../datasets/index.js';
import type { SegmentsKey } from '../read-segments.js';

/** Labels of customers by row, as many as a segmentation has ks. */
interface Labels {
  readonly [name: string]: Uint8Array;
  /** `NO_SEGMENT` of who is in none. */
  readonly labels: Uint8Array;
}

/** Says in which segment of one k, by index, the customer of a row is; `NO_SEGMENT` for none. */
export interface SegmentOfRow {
  /** Rows from here on are in none. */
  readonly rows: number;
  readonly indexOf: (row: number) => number;
}

/** No segment has this index. */
export const NO_SEGMENT = 255;

/** Segmentations whose labels are read before anybody asks. */
const READ_AHEAD = 4;

/** What an array begins with in PostgreSQL's binary form, and where the number of its elements stands. */
const ARRAY_HEADER = 20;
const ARRAY_LENGTH = 12;
/** The length that stands before an element, and a smallint. */
const ELEMENT = 6;
const VALUE = 4;

/** Keeps who is in which segment of fitted segmentations as columns. */
export class LabelColumns {
  readonly #columns: RowColumns<Labels>;

  constructor(private readonly dataSource: DataSource) {
    this.#columns = new RowColumns(dataSource);
  }

  /** Who is in which segment, as it is now or newer; null unless that segmentation is fitted and has this k. */
  async of({ datasetId, id, k }: SegmentsKey): Promise<SegmentOfRow | null> {
    const [fit] = await this.dataSource.query<{ minK: number; maxK: number }[]>(
      `select min_k as "minK", max_k as "maxK" from segmentations
       where id = $1 and dataset_id = $2 and status = 'COMPLETED' and $3 between min_k and max_k`,
      [id, datasetId, k],
    );
    if (fit === undefined) return null;
    const width = fit.maxK - fit.minK + 1;
    const { columns, rows } = await this.#columns.of(datasetId, id, formOf(id, width));
    const { labels } = columns;
    const place = k - fit.minK;
    return { rows, indexOf: (row) => labels[row * width + place] ?? NO_SEGMENT };
  }

  /** Reads those of some datasets' active segmentations before anybody asks. */
  async readAhead(signal: AbortSignal): Promise<void> {
    const active = await this.dataSource.query<SegmentsKey[]>(
      `select id, dataset_id as "datasetId", selected_k as k from segmentations
       where active and selected_k is not null limit $1`,
      [READ_AHEAD],
    );
    for (const fit of active) {
      if (signal.aborted) return;
      await this.of(fit);
    }
  }
}

function formOf(segmentationId: string, width: number): ColumnForm<Labels> {
  return {
    make: (rows) => ({ labels: new Uint8Array(rows * width).fill(NO_SEGMENT) }),
    query: `select row, labels from segment_memberships where segmentation_id = ${sqlText(segmentationId)}`,
    fields: 2,
    read({ labels }, place, bytes, at) {
      const from = at[1]!;
      // The length of an array without dimensions, of nobody's labels, does not stand there.
      const isEmpty = bytes.readInt32BE(from) === 0;
      const count = isEmpty ? 0 : Math.min(width, bytes.readInt32BE(from + ARRAY_LENGTH));
      for (let i = 0; i < count; i++)
        labels[place * width + i] = bytes.readInt16BE(from + ARRAY_HEADER + i * ELEMENT + VALUE);
    },
  };
}
