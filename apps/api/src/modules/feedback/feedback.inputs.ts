import { Field, ID, InputType } from 'type-graphql';
import { Day } from '../../platform/graphql/scalars.js';
import { CustomerFeedbackKind } from './feedback.enums.js';

/** What somebody says about a customer. */
@InputType({ description: 'What somebody who works with a customer says about them.' })
export class GiveCustomerFeedbackInput {
  @Field(() => ID, { description: 'ID of a dataset.' })
  datasetId: string;

  @Field({ description: "The customer's ID in your own systems." })
  externalId: string;

  @Field(() => CustomerFeedbackKind, { description: 'What is said.' })
  kind: CustomerFeedbackKind;

  @Field(() => String, {
    nullable: true,
    description: 'In your own words, at most 2000 characters; a NOTE needs some.',
  })
  note?: string | null;

  @Field(() => Day, {
    nullable: true,
    description:
      'The last day, in UTC, on which DO_NOT_CONTACT holds; today or later. Left out: until it is withdrawn.',
  })
  until?: string | null;
}

/** Feedback to withdraw. */
@InputType({ description: 'Feedback that does not hold any more.' })
export class WithdrawCustomerFeedbackInput {
  @Field(() => ID, { description: 'ID of the feedback.' })
  feedbackId: string;
}
