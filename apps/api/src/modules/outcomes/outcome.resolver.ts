import { Arg, Authorized, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { COMPUTATION, forEach, listBy } from '../../platform/graphql/complexity.js';
import { requirePageSize } from '../../platform/graphql/connection.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Customer } from '../customers/index.js';
import { ImportOutcomesInput, OutcomesFileInput } from './file/outcome-file.inputs.js';
import { ImportOutcomesPayload, OutcomesPreview } from './file/outcome-file.types.js';
import type { OutcomeFiles } from './file/outcome-files.js';
import { RecordOutcomesInput } from './outcome.inputs.js';
import type { OutcomeService } from './outcome.service.js';
import type { OutcomeStore } from './outcome.store.js';
import { Outcome, RecordOutcomesPayload } from './outcome.types.js';

/** Records outcomes. */
@Resolver()
export class OutcomeResolver {
  constructor(readonly outcomes: OutcomeService) {}

  @Authorized('ANALYST')
  @Mutation(() => RecordOutcomesPayload, {
    complexity: forEach('outcomes', 5),
    description:
      'Records what became of customers, 1..1000 per call. Every outcome is kept; of a customer the one counts that was observed last, so that a wrong one is corrected by telling it again.',
  })
  recordOutcomes(
    @Ctx() call: CallContext,
    @Arg('input', () => RecordOutcomesInput, { description: 'The outcomes.' }) input: RecordOutcomesInput,
  ): Promise<RecordOutcomesPayload> {
    return withUserErrors({ recorded: 0, unknown: [] as string[] }, async () =>
      this.outcomes.record(call, {
        ...input,
        datasetId: requireKey('Dataset', input.datasetId, ['datasetId']),
      }),
    );
  }
}

/** Records files of outcomes. */
@Resolver()
export class OutcomeFileResolver {
  constructor(readonly files: OutcomeFiles) {}

  @Authorized('VIEWER')
  @Query(() => OutcomesPreview, {
    complexity: COMPUTATION,
    description:
      'What a file of outcomes contains: rows of customers, unknown ids, and lines that are no outcome.',
  })
  outcomesPreview(
    @Ctx() call: CallContext,
    @Arg('input', () => OutcomesFileInput, { description: 'The file, and how it is read.' })
    input: OutcomesFileInput,
  ): Promise<OutcomesPreview> {
    const datasetId = requireKey('Dataset', input.datasetId, ['datasetId']);
    return this.files.preview(call, { ...input, datasetId });
  }

  @Authorized('ANALYST')
  @Mutation(() => ImportOutcomesPayload, {
    complexity: COMPUTATION,
    description:
      'Records the outcomes of a file, as outcomesPreview shows them. Repeating the call records nothing and returns the same result; the same upload with other settings is refused.',
  })
  importOutcomes(
    @Ctx() call: CallContext,
    @Arg('input', () => ImportOutcomesInput, { description: 'The file, and how it is read.' })
    input: ImportOutcomesInput,
  ): Promise<ImportOutcomesPayload> {
    return withUserErrors({ recorded: 0, unknownCount: 0, rejectedCount: 0 }, async () =>
      this.files.import(call, {
        ...input,
        datasetId: requireKey('Dataset', input.datasetId, ['datasetId']),
      }),
    );
  }
}

/** What became of a customer. */
@Resolver(() => Customer)
export class CustomerOutcomeFields {
  constructor(readonly store: Pick<OutcomeStore, 'ofCustomer'>) {}

  @FieldResolver(() => [Outcome], {
    complexity: listBy('first'),
    description: 'What became of the customer, as it was told; the first counts.',
  })
  async outcomes(
    @Root() { datasetId, row }: Customer,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1..100.' })
    first: number | null,
    @Ctx() call: CallContext,
  ): Promise<Outcome[]> {
    const count = first ?? 20;
    requirePageSize(count);
    return (await call.load(this.store.ofCustomer, { datasetId, row })).slice(0, count);
  }
}
