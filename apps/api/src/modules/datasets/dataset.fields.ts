import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { LOOKUP, listBy, perColumn, SCAN } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { Job } from '../jobs/index.js';
import { Dataset } from './dataset.entity.js';
import type { DatasetService } from './dataset.service.js';
import { Histogram, ImportPlan, RejectedCause, TransactionSettings, UploadPreview } from './dataset.types.js';
import { DatasetColumn } from './dataset-column.entity.js';
import { Import, ImportConnection } from './import.entity.js';
import { type RejectedRow, RejectedRowConnection } from './rejected-row.entity.js';
import type { UploadReader } from './upload-reader.js';
import { dateFormatName } from './values/date-formats.js';
import { unitOfNumbers } from './values/value-reading.js';

/** The lists of a dataset. */
@Resolver(() => Dataset)
export class DatasetFields {
  constructor(readonly datasets: DatasetService) {}

  @FieldResolver(() => [DatasetColumn], {
    complexity: perColumn({ work: LOOKUP }),
    description: 'In file order; empty until the import is done.',
  })
  columns(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<DatasetColumn[]> {
    return call.load(this.datasets.columnsLoader, id);
  }

  @FieldResolver(() => RejectedRowConnection, {
    complexity: listBy('first'),
    description: 'The rows of the last imported file that were rejected, in file order.',
  })
  rejectedRows(
    @Root() { id }: Dataset,
    @Ctx() call: CallContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<RejectedRow>> {
    return this.datasets.rejectedRows(call, id, first ?? 50, after);
  }

  @FieldResolver(() => ImportConnection, {
    complexity: listBy('first'),
    description: 'The imports into it, newest first.',
  })
  imports(
    @Root() { id }: Dataset,
    @Ctx() call: CallContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<Import>> {
    return this.datasets.imports(call, id, first ?? 20, after);
  }
}

/** The rejected rows of an import. */
@Resolver(() => Import)
export class ImportFields {
  constructor(readonly datasets: DatasetService) {}

  @FieldResolver(() => RejectedRowConnection, {
    complexity: listBy('first'),
    description: 'The rows of the file that were rejected, in file order.',
  })
  rejectedRows(
    @Root() imported: Import,
    @Ctx() call: CallContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<RejectedRow>> {
    return this.datasets.rejectedRowsOfImport(call, imported, first ?? 50, after);
  }
}

/** What follows from how purchases were rolled up. */
@Resolver(() => TransactionSettings)
export class TransactionSettingsFields {
  @FieldResolver(() => Boolean, {
    description:
      'Whether the purchases tell who left; false while they are of too few days, until those of later files are added.',
  })
  labelKnown(@Root() { isLabelKnown }: TransactionSettings): boolean {
    return isLabelKnown ?? true;
  }
}

/** The causes of rejected rows. */
@Resolver(() => Import)
export class RejectedCauseFields {
  constructor(readonly datasets: DatasetService) {}

  @FieldResolver(() => [RejectedCause], {
    complexity: SCAN,
    description: 'Its rejected rows by what has to be repaired, the most frequent first, at most 50.',
  })
  rejectedCauses(@Root() imported: Import, @Ctx() call: CallContext): Promise<RejectedCause[]> {
    return this.datasets.rejectedCauses(call, imported);
  }
}

/** The fields of a column beyond its figures. */
@Resolver(() => DatasetColumn)
export class DatasetColumnFields {
  constructor(readonly datasets: DatasetService) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: '"." or ",", as texts are read as numbers of this column; null unless it is a NUMBER.',
  })
  decimalSeparator(@Root() { type, reading }: DatasetColumn): string | null {
    return type === 'NUMBER' ? (reading?.decimal ?? '.') : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What the numbers of this column count by what stood beside them in its file: a unit as the file wrote it, such as "months", or the ISO code of a currency; null where nothing is known. Texts in it, or in a unit that converts into it, are read as such numbers.',
  })
  unit(@Root() { reading }: DatasetColumn): string | null {
    return reading && unitOfNumbers(reading);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'How texts are read as dates of this column, such as "dd-mm-yyyy" or "seconds since 1970", see ColumnPreview; null unless it is a DATE.',
  })
  dateFormat(@Root() { type, reading }: DatasetColumn): string | null {
    return type === 'DATE' ? dateFormatName(reading?.order ?? 'ymd') : null;
  }

  @FieldResolver(() => Histogram, {
    complexity: SCAN,
    nullable: true,
    description: 'Over bins of equal width from min to max; null unless the column is a NUMBER with values.',
  })
  histogram(
    @Root() column: DatasetColumn,
    @Ctx() call: CallContext,
    @Arg('bins', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    bins: number | null,
  ): Promise<Histogram | null> {
    return this.datasets.histogram(call, column, bins ?? 20);
  }
}

/** What an import of an upload would do. */
@Resolver(() => UploadPreview)
export class UploadPreviewFields {
  constructor(private readonly reader: UploadReader) {}

  @FieldResolver(() => ImportPlan, {
    complexity: SCAN,
    description:
      'What an import under these settings would do; it reads all of a file that is not too large.',
  })
  plan(@Root() { uploadId, asked }: UploadPreview, @Ctx() call: CallContext): Promise<ImportPlan> {
    return this.reader.plan(call, uploadId, asked);
  }
}

/** The fields that this slice adds to a job. */
@Resolver(() => Job)
export class JobDatasetFields {
  constructor(readonly datasets: DatasetService) {}

  @FieldResolver(() => Dataset, {
    nullable: true,
    description: 'The dataset that the job works on; null if there is none or it was deleted.',
  })
  async dataset(@Root() { datasetId }: Job, @Ctx() call: CallContext): Promise<Dataset | null> {
    return datasetId === null ? null : call.load(this.datasets.datasetLoader, datasetId);
  }
}
