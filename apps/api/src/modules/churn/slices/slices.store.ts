import type { DataSource } from 'typeorm';

/** What a training customer is sliced by. */
export interface SlicedCustomer {
  readonly row: number;
  /** The value of the column; of a segment its name. */
  readonly value: unknown;
  readonly segmentKey: string | null;
}

/** Reads what training customers are sliced by, as far as they have not changed since. */
export class SlicesStore {
  constructor(readonly dataSource: DataSource) {}

  /** Values of a column. */
  byColumn(datasetId: string, asked: AskedCustomers, column: string): Promise<SlicedCustomer[]> {
    return this.dataSource.query(
      `select c.row, attribute_value(c.cells, c.names, $4::text) as value, null as "segmentKey"
       from unnest($2::int[]) as asked("row") join current_customers c on c.row = asked.row
       where c.dataset_id = $1 and c.revision <= $3::bigint`,
      [datasetId, [...asked.rows], asked.revision, column],
    );
  }

  /** Segments of now, of those who are in one. */
  bySegment(datasetId: string, asked: AskedCustomers): Promise<SlicedCustomer[]> {
    return this.dataSource.query(
      `select c.row, g.name as value, g.key as "segmentKey"
       from unnest($2::int[]) as asked("row") join current_customers c on c.row = asked.row
       join customer_segments m on m.dataset_id = c.dataset_id and m.row = c.row and m.current
       join active_segments g on g.segmentation_id = m.segmentation_id and g.k = m.k and g.index = m.index
       where c.dataset_id = $1 and c.revision <= $3::bigint`,
      [datasetId, [...asked.rows], asked.revision],
    );
  }
}

/** Customers as they were at a revision. */
export interface AskedCustomers {
  readonly rows: Int32Array;
  readonly revision: string;
}
