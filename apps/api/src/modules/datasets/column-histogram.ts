import { MAX_HISTOGRAM_BINS } from '@holdfast/schema';
import type { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import type { Histogram } from './dataset.types.js';
import type { DatasetColumn } from './dataset-column.entity.js';
import { binEdges, HISTOGRAM_BINS } from './import/profile-columns.js';

/**
 * The histogram of a column: the stored one, or one that PostgreSQL counts for another number of bins. Null unless the
 * column is a NUMBER with values. @throws AppError BAD_USER_INPUT if bins is not 1..100
 */
export async function columnHistogram(
  dataSource: DataSource,
  column: DatasetColumn,
  bins: number,
): Promise<Histogram | null> {
  if (!Number.isInteger(bins) || bins < 1 || bins > MAX_HISTOGRAM_BINS) {
    throw new AppError('BAD_USER_INPUT', `bins is ${bins}; it must be 1..${MAX_HISTOGRAM_BINS}.`, {
      field: ['bins'],
    });
  }
  const { histogram, min, max } = column;
  if (histogram === null || bins === HISTOGRAM_BINS || min === null || max === null) return histogram;
  const edges = binEdges(min, max, bins);
  const counted: { bin: number; count: number }[] = await dataSource.query(
    `select least($4, width_bucket(value, $3::float8[])) as bin, count(*)::int as count
      from (select attribute_number(cells, names, $2) as value from current_customers where dataset_id = $1) told
      where value between $5 and $6 group by 1`,
    [column.datasetId, column.name, edges, bins, min, max],
  );
  const counts = new Array<number>(bins).fill(0);
  for (const { bin, count } of counted) counts[bin - 1] = count;
  return { binEdges: edges, counts };
}
