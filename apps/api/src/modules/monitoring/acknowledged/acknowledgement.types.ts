import { Field, ObjectType } from 'type-graphql';
import { Day } from '../../../platform/graphql/scalars.js';

/** That somebody has looked into a check. */
@ObjectType({ description: 'That somebody has looked into what a check found.' })
export class MonitoringAcknowledgement {
  @Field({ description: 'Who: their e-mail address, or the name of their key.' })
  by: string;

  /** In ISO 8601, as JSON keeps it. */
  @Field(() => Date, { description: 'When.' })
  at: string;

  @Field({ description: 'What they say of it; empty if nothing.' })
  note: string;

  @Field(() => Day, {
    nullable: true,
    description:
      'The last day, in UTC, on which alerts for nothing else are kept from webhooks; null if none are.',
  })
  mutedUntil: string | null;
}
