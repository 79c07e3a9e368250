import { assignClusters } from './assign-clusters.js';
import { classifyRows, scoreRows } from './classify-operations.js';
import type { ColumnProfile } from './column-profile.js';
import { profileColumn } from './column-profile.js';
import type { Operation } from './engine-session.js';
import { fitComponents, projectRows } from './project-rows.js';
import { sweepClusters } from './sweep-clusters.js';

const profileColumns: Operation<object, ColumnProfile[]> = ({ table }) =>
  table.columns.map((column) => profileColumn(column, new Uint8Array(table.rows), 1)[0]!);

/** Everything that an engine's thread can be asked for, by name. A new ability adds its line here. */
export const operations = {
  profile: profileColumns,
  sweep: sweepClusters,
  pca: fitComponents,
  project: projectRows,
  assign: assignClusters,
  classify: classifyRows,
  score: scoreRows,
};
