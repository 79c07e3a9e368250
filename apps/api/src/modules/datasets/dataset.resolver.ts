import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { COMPUTATION, LOOKUP, listBy } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { fromGlobalId, requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import type { Job } from '../jobs/index.js';
import { Dataset, DatasetConnection } from './dataset.entity.js';
import { DuplicateCustomers, ImportMode, UploadKind } from './dataset.enums.js';
import { ColumnInput, CsvDialectInput, ImportDatasetInput, TransactionsInput } from './dataset.inputs.js';
import { ImportDatasetPayload } from './dataset.payloads.js';
import type { DatasetService } from './dataset.service.js';
import { UploadPreview } from './dataset.types.js';
import type { Import } from './import.entity.js';
import type { ImportService } from './import.service.js';
import type { UploadReader } from './upload-reader.js';

/** Resolves datasets and staged uploads. */
@Resolver(() => Dataset)
export class DatasetResolver {
  constructor(
    private readonly services: {
      readonly datasets: DatasetService;
      readonly reader: UploadReader;
      readonly imports: ImportService;
    },
  ) {}

  @Authorized('VIEWER')
  @Query(() => DatasetConnection, {
    complexity: listBy('first'),
    name: 'datasets',
    description: 'Newest first.',
  })
  list(
    @Ctx() call: CallContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<Dataset>> {
    return this.services.datasets.list(call, first ?? 20, after);
  }

  @Authorized('VIEWER')
  @Query(() => Dataset, {
    complexity: LOOKUP,
    nullable: true,
    description: 'A dataset by its ID; null if there is none.',
  })
  async dataset(
    @Ctx() call: CallContext,
    @Arg('id', () => ID, { description: 'ID of a dataset.' }) id: string,
  ): Promise<Dataset | null> {
    const key = fromGlobalId('Dataset', id);
    return key === null ? null : this.services.datasets.find(call, key);
  }

  @Authorized('VIEWER')
  @Query(() => UploadPreview, {
    complexity: COMPUTATION,
    description:
      'What an upload contains, before it is imported, as it is read by itself or under other settings.',
  })
  uploadPreview(
    @Ctx() call: CallContext,
    @Arg('uploadId', () => ID, { description: 'The uploadId that POST /uploads returned.' }) uploadId: string,
    @Arg('dialect', () => CsvDialectInput, {
      nullable: true,
      description: 'How to read the file, as in importDataset. Fields that are left out are detected.',
    })
    dialect: CsvDialectInput | null,
    @Arg('columns', () => [ColumnInput], {
      nullable: true,
      description: 'Roles and types, as in importDataset. Columns that are left out keep what is suggested.',
    })
    columns: ColumnInput[] | null,
    @Arg('kind', () => UploadKind, {
      nullable: true,
      description: 'What a row is, as in importDataset. Left out: suggested.',
    })
    kind: UploadKind | null,
    @Arg('transactions', () => TransactionsInput, {
      nullable: true,
      description: 'How purchases are rolled up, as in importDataset. Left out: suggested.',
    })
    transactions: TransactionsInput | null,
    @Arg('sheet', () => String, {
      nullable: true,
      description: 'Of a workbook, as in importDataset. Left out: suggested.',
    })
    sheet: string | null,
    @Arg('intoDatasetId', () => ID, {
      nullable: true,
      description: 'The dataset that the file would go into: its columns are read as it reads them.',
    })
    intoDatasetId: string | null,
    @Arg('mode', () => ImportMode, {
      nullable: true,
      description: 'As in importDataset. Left out: APPEND with intoDatasetId, else NEW.',
    })
    mode: ImportMode | null,
    @Arg('duplicateCustomers', () => DuplicateCustomers, {
      nullable: true,
      description: 'As in importDataset; it changes the plan alone. Left out: LAST_WINS.',
    })
    duplicateCustomers: DuplicateCustomers | null,
  ): Promise<UploadPreview> {
    const into = intoDatasetId && requireKey('Dataset', intoDatasetId, ['intoDatasetId']);
    return this.services.reader.preview(call, uploadId, {
      ...{ dialect, columns, kind, transactions, sheet },
      ...{ intoDatasetId: into, mode, duplicateCustomers },
    });
  }

  @Authorized('VIEWER')
  @Query(() => [String], {
    complexity: COMPUTATION,
    description:
      'The sheets of an upload that is a workbook, in order, without those that are hidden; empty for other files. Also where no sheet can be previewed.',
  })
  uploadSheets(
    @Ctx() call: CallContext,
    @Arg('uploadId', () => ID, { description: 'The uploadId that POST /uploads returned.' }) uploadId: string,
  ): Promise<string[]> {
    return this.services.reader.sheets(call, uploadId);
  }

  @Authorized('ANALYST')
  @Mutation(() => ImportDatasetPayload, {
    description:
      'Imports an upload as a new dataset, or into one. A file that cannot be imported is rejected before anything is created.',
  })
  importDataset(
    @Ctx() call: CallContext,
    @Arg('input', () => ImportDatasetInput, { description: 'The upload and how to read it.' })
    input: ImportDatasetInput,
  ): Promise<ImportDatasetPayload> {
    const empty = { dataset: null as Dataset | null, import: null as Import | null, job: null as Job | null };
    return withUserErrors(empty, () =>
      this.services.imports.import(call, {
        ...input,
        intoDatasetId: input.intoDatasetId && requireKey('Dataset', input.intoDatasetId, ['intoDatasetId']),
      }),
    );
  }
}
