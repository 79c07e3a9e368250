import pg from 'pg';
import type { DataSource } from 'typeorm';
import { type ColumnForm, RowColumns } from '../../datasets/index.js';

/** Customers as they were at a revision, whom a model learned from. */
export interface AskedCustomers {
  readonly churnModelId: string;
  readonly rows: Int32Array;
  readonly revision: string;
}

/** A segment of now, and how to tell whether the customer of a row is in it. */
export interface SegmentsOfNow {
  readonly segments: readonly { readonly index: number; readonly key: string; readonly name: string }[];
  readonly indexOf: (row: number) => number;
}

/** Says in which segment, by index, customers are. */
export interface SegmentLabels {
  of(fit: {
    readonly datasetId: string;
    readonly id: string;
    readonly k: number;
  }): Promise<Pick<SegmentsOfNow, 'indexOf'> | null>;
}

/** The group of each customer by row. */
interface Groups {
  readonly [name: string]: Uint16Array;
  /** `NO_GROUP` of who is in none, changed since, or was not learned from. */
  readonly groups: Uint16Array;
}

/** No group has this number. */
export const NO_GROUP = 0xffff;

/** Bytes that are kept, two a customer of each column that a model is looked at by. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Tells what training customers are sliced by, as far as they have not changed since: read once of all that a model learned
 * from, then again of whoever changed.
 */
export class SlicesStore {
  readonly #columns: RowColumns<Groups>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly labels: SegmentLabels,
  ) {
    this.#columns = new RowColumns(dataSource, undefined, MOST_BYTES);
  }

  /** The group of each row by a column, which `groupOf` tells of its value; `NO_GROUP` for none. */
  byColumn(
    datasetId: string,
    asked: AskedCustomers,
    column: string,
    groupOf: (value: unknown) => number,
  ): Promise<Uint16Array> {
    const value = `attribute_value(c.cells, c.names, ${pg.escapeLiteral(column)})::text`;
    return this.#read(datasetId, asked, ['by column', column], value, (text) =>
      groupOf(text === null ? null : JSON.parse(text)),
    );
  }

  /** Whether each row has not changed: 0 if so. */
  unchanged(datasetId: string, asked: AskedCustomers): Promise<Uint16Array> {
    return this.#read(datasetId, asked, ['unchanged'], 'null::text', () => 0);
  }

  /** The segments of now; null without any. */
  async segments(datasetId: string): Promise<SegmentsOfNow | null> {
    const segments = await this.dataSource.query<
      { id: string; k: number; index: number; key: string; name: string }[]
    >(
      `select segmentation_id as id, k, index, key, name from active_segments where dataset_id = $1 and current order by index`,
      [datasetId],
    );
    const [first] = segments;
    const labels = first && (await this.labels.of({ datasetId, id: first.id, k: first.k }));
    return labels ? { segments, indexOf: labels.indexOf } : null;
  }

  async #read(
    datasetId: string,
    { churnModelId, rows, revision }: AskedCustomers,
    about: readonly string[],
    value: string,
    groupOf: (text: string | null) => number,
  ): Promise<Uint16Array> {
    const form: ColumnForm<Groups> = {
      make: (count) => ({ groups: new Uint16Array(count).fill(NO_GROUP) }),
      query: `select c.row, ${value} as value from unnest('{${rows.join(',')}}'::int[]) as asked("row")
        join current_customers c on c.row = asked.row
        where c.dataset_id = ${pg.escapeLiteral(datasetId)} and c.revision <= ${pg.escapeLiteral(revision)}::bigint`,
      fields: 2,
      read({ groups }, place, bytes, at) {
        const from = at[1]!;
        const text = from < 0 ? null : bytes.toString('utf8', from, from + bytes.readInt32BE(from - 4));
        groups[place] = groupOf(text);
      },
    };
    const key = JSON.stringify([churnModelId, ...about]);
    return (await this.#columns.of(datasetId, key, form)).columns.groups;
  }
}
