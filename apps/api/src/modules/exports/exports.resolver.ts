import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { LOOKUP, SCAN } from '../../platform/graphql/complexity.js';
import { fromGlobalId, requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { withKeys } from '../customer-list/index.js';
import { Job, type JobsService } from '../jobs/index.js';
import { CustomerExport } from './customer-export.entity.js';
import { linkTo } from './export-link.js';
import { ExportCustomersInput, ExportCustomersPayload } from './exports.inputs.js';
import type { ExportsService } from './exports.service.js';

/** Resolves lists that are written into files. */
@Resolver(() => CustomerExport)
export class ExportsResolver {
  constructor(
    private readonly service: ExportsService,
    private readonly jobs: Pick<JobsService, 'find'>,
    private readonly clock: Clock,
    private readonly publicUrl: string,
  ) {}

  @Authorized('ANALYST')
  @Query(() => CustomerExport, {
    nullable: true,
    complexity: LOOKUP,
    description: 'A list that was asked for as a file; null if there is none. ANALYST or ADMIN.',
  })
  async customerExport(
    @Ctx() call: CallContext,
    @Arg('id', () => ID, { description: 'ID of an export.' }) id: string,
  ): Promise<CustomerExport | null> {
    const key = fromGlobalId('CustomerExport', id);
    return key === null ? null : this.service.find(call, key);
  }

  @Authorized('ANALYST')
  @Mutation(() => ExportCustomersPayload, {
    complexity: SCAN,
    description:
      'Writes any list of customers into a file, in a job: with attributes, segment and score, as `customers` with the same filter and order lists them. The file is at a signed address for a day.',
  })
  exportCustomers(
    @Ctx() call: CallContext,
    @Arg('input', () => ExportCustomersInput, { description: 'Which list, and how it is written.' })
    { datasetId, filter, orderBy, format }: ExportCustomersInput,
  ): Promise<ExportCustomersPayload> {
    return withUserErrors({ customerExport: null as CustomerExport | null }, async () => ({
      customerExport: await this.service.request(call, {
        datasetId: requireKey('Dataset', datasetId, ['datasetId']),
        filter: withKeys(filter ?? {}, requireKey),
        orderBy: orderBy ?? 'EXTERNAL_ID_ASC',
        format: format ?? 'JSON_LINES',
      }),
    }));
  }

  @FieldResolver(() => Job, {
    nullable: true,
    complexity: LOOKUP,
    description: 'The job that writes it; null once it is forgotten.',
  })
  job(@Root() { jobId }: CustomerExport, @Ctx() call: CallContext): Promise<Job | null> {
    return this.jobs.find(call, jobId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where the file is, for whoever has this address, without a key; null until it is written, and once it is gone.',
  })
  url(@Root() wanted: CustomerExport): string | null {
    const { expiresAt, withdrawnAt } = wanted;
    if (withdrawnAt !== null || expiresAt === null || expiresAt <= this.clock.now()) return null;
    return `${this.publicUrl}${linkTo(wanted)}`;
  }
}
