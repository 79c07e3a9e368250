import { Field, ID, InputType } from 'type-graphql';
import { AuditOutcome } from './audit.enums.js';

/** Which events to list. */
@InputType({ description: 'Which events: all that are given have to fit.' })
export class AuditFilter {
  @Field(() => ID, { nullable: true, description: 'ID of a user or an API key: what they did.' })
  actorId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An action, exactly, such as "eraseCustomer".',
  })
  action?: string | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'What came of it.' })
  outcome?: AuditOutcome | null;

  @Field(() => ID, {
    nullable: true,
    description: 'ID of a dataset, which may be deleted: what was done to it.',
  })
  datasetId?: string | null;

  @Field(() => Date, { nullable: true, description: 'From this moment on.' })
  since?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Before this moment.' })
  until?: Date | null;
}
