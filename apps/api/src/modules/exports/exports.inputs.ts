import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { CustomerFilter, CustomerOrder } from '../customer-list/index.js';
import { CustomerExport } from './customer-export.entity.js';
import { ExportFormat } from './exports.enums.js';

/** A list that is wanted as a file. */
@InputType({ description: 'A list that is wanted as a file.' })
export class ExportCustomersInput {
  @Field(() => ID, { description: 'ID of a dataset that is READY.' })
  datasetId: string;

  @Field(() => CustomerFilter, {
    nullable: true,
    description:
      'Which customers; those of an audience by audienceId, of an arm of a campaign by campaignId and campaignArm. Default: all.',
  })
  filter?: CustomerFilter | null;

  @Field(() => CustomerOrder, { nullable: true, description: 'In which order. Default: by ID.' })
  orderBy?: CustomerOrder | null;

  @Field(() => ExportFormat, {
    nullable: true,
    defaultValue: 'JSON_LINES',
    description: 'How the file is written. Default: JSON_LINES.',
  })
  format?: ExportFormat | null;
}

/** The result of asking for a file. */
@ObjectType({ description: 'The file that is being written.' })
export class ExportCustomersPayload {
  @Field(() => CustomerExport, { nullable: true, description: 'Follow its job; then it has a url.' })
  customerExport: CustomerExport | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
