/** One column that an analysis reads. */
export interface FeatureColumnSpec {
  readonly name: string;
  readonly type: 'NUMBER' | 'BOOLEAN' | 'CATEGORY' | 'DATE';
}

/** Columns of a result, one entry a row; `rows` holds the rows' numbers in the snapshot. */
export interface RowBatch {
  readonly rows: Int32Array;
}
