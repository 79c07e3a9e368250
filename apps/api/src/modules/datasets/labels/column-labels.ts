import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import { oncePerCall } from '../../../platform/call/once-per-call.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { prepared } from '../../../platform/database/prepared.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { readName } from '../../../platform/read-name.js';
import { NOBODY } from '../changed-rows.js';
import { deletedMeanwhile, lockSeenDataset } from '../customer-table.js';

/** The longest label, in characters: it heads columns and stands within sentences. */
const MOST_CHARACTERS = 60;

/** What people call the columns of a dataset, by name; of those that somebody has named. */
export type ColumnLabels = ReadonlyMap<string, string>;

const LABELS = prepared(
  'select name, label from dataset_columns where dataset_id = $1 and label is not null',
);

/** What people call these columns, by name; of those that somebody has named. */
export function labelsOf(
  columns: readonly { readonly name: string; readonly label?: string | null }[],
): ColumnLabels {
  return new Map(columns.flatMap(({ name, label }) => (label ? [[name, label] as const] : [])));
}

/** Reads what people call the columns of a dataset, and notes what they call one. */
export class ColumnLabelling {
  constructor(private readonly dataSource: DataSource) {}

  /** Those of a dataset once a call, however much of it is told in their words. */
  readonly byDataset: LoaderDefinition<string, ColumnLabels> = {
    scopeOf: (datasetId) => datasetId,
    load: (datasetIds) => Promise.all(datasetIds.map((id) => this.of(id))),
  };

  /** For slices that have checked who asks. */
  readonly of = oncePerCall(
    async (datasetId): Promise<ColumnLabels> => labelsOf(await this.dataSource.query(LABELS, [datasetId])),
  );

  /**
   * Notes what a column is called; blank or null for its own name again.
   * @throws AppError NOT_FOUND, BAD_USER_INPUT, CONFLICT if another column is called so
   */
  async label(call: CallContext, datasetId: string, column: string, typed: string | null): Promise<void> {
    call.require('ANALYST', datasetId);
    const label = typed?.trim()
      ? readName(typed, MOST_CHARACTERS, `at most ${MOST_CHARACTERS}`, 'label')
      : null;
    await inTransaction(this.dataSource, async (manager) => {
      if (!(await lockSeenDataset(manager, datasetId, NOBODY))) throw deletedMeanwhile(datasetId);
      const columns: { name: string; label: string | null }[] = await manager.query(
        'select name, label from dataset_columns where dataset_id = $1',
        [datasetId],
      );
      if (!columns.some(({ name }) => name === column)) {
        const message = `column is ${JSON.stringify(column)}; it must be one of the columns of the dataset.`;
        throw new AppError('NOT_FOUND', message, { field: ['column'] });
      }
      const other = columns.find((own) => own.name !== column && isCalled(own, label));
      if (other) {
        const message = `“${label}” is what “${other.name}” is called; two columns must not be called the same.`;
        throw new AppError('CONFLICT', message, { field: ['label'] });
      }
      await manager.query('update dataset_columns set label = $3 where dataset_id = $1 and name = $2', [
        datasetId,
        column,
        label,
      ]);
    });
  }
}

function isCalled(
  { name, label }: { readonly name: string; readonly label: string | null },
  as: string | null,
) {
  return as !== null && (label ?? name).toLowerCase() === as.toLowerCase();
}
