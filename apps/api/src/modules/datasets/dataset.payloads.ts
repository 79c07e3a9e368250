import { Field, ID, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { Job } from '../jobs/index.js';
import { Dataset } from './dataset.entity.js';
import { Import } from './import.entity.js';

/** The result of importing a dataset. */
@ObjectType({ description: 'The result of requesting an import.' })
export class ImportDatasetPayload {
  @Field(() => Dataset, {
    nullable: true,
    description: 'IMPORTING until the job is done if it is new; null if the file was rejected.',
  })
  dataset: Dataset | null;

  @Field(() => Import, {
    nullable: true,
    description: 'The import, PENDING; null if the file was rejected.',
  })
  import: Import | null;

  @Field(() => Job, {
    nullable: true,
    description: 'The job that imports the file; null if the file was rejected.',
  })
  job: Job | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of deleting a dataset. */
@ObjectType({ description: 'The result of deleting a dataset.' })
export class DeleteDatasetPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'ID of the deleted dataset; null if nothing was deleted.',
  })
  deletedDatasetId: string | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of restoring a dataset. */
@ObjectType({ description: 'The result of restoring a dataset.' })
export class RestoreDatasetPayload {
  @Field(() => Dataset, { nullable: true, description: 'The dataset; null if it could not be restored.' })
  dataset: Dataset | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
