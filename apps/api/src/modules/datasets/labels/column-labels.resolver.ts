import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { listOf } from '../../../platform/graphql/complexity.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import { UserError, withUserErrors } from '../../../platform/graphql/user-error.js';
import { Dataset } from '../dataset.entity.js';
import type { DatasetService } from '../dataset.service.js';
import type { ColumnLabelling } from './column-labels.js';

/** What a column is called. */
@InputType({ description: 'What a column is called.' })
export class LabelColumnInput {
  @Field(() => ID, { description: 'ID of a dataset.' })
  datasetId: string;

  @Field({ description: 'The name of one of its columns.' })
  column: string;

  @Field(() => String, {
    nullable: true,
    description:
      'At most 60 characters, and what no other column is called; null or blank: by its name again.',
  })
  label?: string | null;
}

/** The result of naming a column. */
@ObjectType({ description: 'The result of saying what a column is called.' })
export class LabelColumnPayload {
  @Field(() => Dataset, { nullable: true, description: 'The dataset; null if nothing was changed.' })
  dataset: Dataset | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** Resolves what columns are called. */
@Resolver()
export class ColumnLabelsResolver {
  constructor(
    private readonly labelling: ColumnLabelling,
    private readonly datasets: Pick<DatasetService, 'get'>,
  ) {}

  @Authorized('ANALYST')
  @Mutation(() => LabelColumnPayload, {
    description:
      'Says what a column is called: in sentences about customers, in filters and rules told in words, and on every screen. Sentences that are stored, such as descriptions of segments and statements of a model, say it once they are made again. Data, exports and queries keep the name.',
  })
  labelColumn(
    @Ctx() call: CallContext,
    @Arg('input', () => LabelColumnInput, { description: 'Which column, and what it is called.' })
    { datasetId, column, label }: LabelColumnInput,
  ): Promise<LabelColumnPayload> {
    return withUserErrors({ dataset: null as Dataset | null }, async () => {
      const id = requireKey('Dataset', datasetId, ['datasetId']);
      await this.labelling.label(call, id, column, label ?? null);
      return { dataset: await this.datasets.get(call, id, ['datasetId']) };
    });
  }
}
