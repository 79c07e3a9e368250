import { Field, ID, ObjectType } from 'type-graphql';
import { UserError } from '../../platform/graphql/user-error.js';
import { Job } from '../jobs/index.js';
import { Dataset } from './dataset.entity.js';
import { Import } from './import.entity.js';

/** What importing a dataset answers. */
@ObjectType({ description: 'What importing a dataset answers.' })
export class ImportDatasetPayload {
  @Field(() => Dataset, {
    nullable: true,
    description: 'A new one is IMPORTING until the job is done; null where the file was refused.',
  })
  dataset: Dataset | null;

  @Field(() => Import, {
    nullable: true,
    description: 'The import, PENDING; null where the file was refused.',
  })
  import: Import | null;

  @Field(() => Job, {
    nullable: true,
    description: 'Tells how far the import is; null where the file was refused.',
  })
  job: Job | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}

/** What deleting a dataset answers. */
@ObjectType({ description: 'What deleting a dataset answers.' })
export class DeleteDatasetPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'The id that names nothing from now on; null where nothing was deleted.',
  })
  deletedDatasetId: string | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}
