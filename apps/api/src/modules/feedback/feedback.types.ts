import { Field, ID, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { Day } from '../../platform/graphql/scalars.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { Customer } from '../customers/index.js';
import { CustomerFeedbackKind } from './feedback.enums.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    CustomerFeedback: true;
  }
}

/** What somebody said about a customer. */
@ObjectType({ description: 'What somebody who works with a customer said about them.' })
export class CustomerFeedback {
  key: string;

  datasetId: string;

  row: number;

  @Field(() => ID, { name: 'id', description: 'Opaque.' })
  get globalId(): string {
    return toGlobalId('CustomerFeedback', this.key);
  }

  @Field(() => CustomerFeedbackKind, { description: 'What is said.' })
  kind: CustomerFeedbackKind;

  @Field({ description: 'In their own words; empty if they said nothing more.' })
  note: string;

  @Field(() => Day, {
    nullable: true,
    description: 'The last day, in UTC, on which it holds; null: until it is withdrawn.',
  })
  until: string | null;

  @Field({ description: 'Who said it: an e-mail address or the name of a key.' })
  givenBy: string;

  @Field({ description: 'When it was said.' })
  givenAt: Date;
}

/** The result of giving or withdrawing feedback. */
@ObjectType({ description: 'The result of giving or withdrawing feedback on a customer.' })
export class CustomerFeedbackPayload {
  @Field(() => CustomerFeedback, {
    nullable: true,
    description: 'What was given or withdrawn; null if nothing was.',
  })
  feedback: CustomerFeedback | null;

  @Field(() => Customer, {
    nullable: true,
    description: 'The customer, as it is now; null if nothing was done.',
  })
  customer: Customer | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success. If not empty, nothing was done.',
  })
  userErrors: UserError[];
}
