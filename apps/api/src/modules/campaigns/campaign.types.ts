import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { CampaignArm } from '../customer-list/index.js';
import { Campaign } from './campaign.entity.js';

/** What a list would be, and how large an effect it could show. */
@ObjectType({
  description: 'What a list would be, and how large an effect it could show, before it is made.',
})
export class CampaignPlan {
  @Field(() => Int, { description: 'Members.' })
  customers: number;

  @Field(() => Int, { description: 'Members to be contacted.' })
  contactedCount: number;

  @Field(() => Int, { description: 'Members to be left alone.' })
  holdOutCount: number;

  @Field(() => Int, { description: 'Members to be treated as usual.' })
  businessAsUsualCount: number;

  @Field(() => Float, {
    description: 'The rate that is expected of those left alone: the mean of their scores, 0..1.',
  })
  expectedRate: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'The smallest difference of the rates that 80 % of such campaigns would find, as a share; null if none would be found, or nobody is left alone.',
  })
  smallestUplift: number | null;

  @Field({ description: 'How large an effect the list could show, in words.' })
  sentence: string;

  @Field(() => Int, {
    description:
      'Customers of the list who are left alone by another campaign, and of whom no outcome is known since.',
  })
  heldOutElsewhere: number;

  @Field(() => Int, {
    description:
      'Customers of the list who are held out of everything, see Dataset.globalHoldOut; they are never members.',
  })
  heldOutOfAll: number;

  @Field(() => Int, {
    description:
      'Customers of the list who must not be contacted, see Customer.mayBeContacted; they are never members.',
  })
  notToContact: number;

  @Field(() => Int, {
    description:
      'With gainFrom, customers of the list who are expected to bring less than a contact costs, or of whom nothing is known; they are never members. Else 0.',
  })
  belowGain: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'With gainFrom, what contacting all members is expected to bring: the sum of uplift × what the customer is worth − cost; else null.',
  })
  expectedGain: number | null;

  @Field(() => Int, { description: 'Members who have left already, as far as the champion model knows.' })
  leftCount: number;
}

/** A campaign that a customer is a member of. */
@ObjectType({ description: 'A campaign that a customer is a member of.' })
export class CampaignMembership {
  @Field(() => Campaign, { description: 'The campaign.' })
  campaign: Campaign;

  @Field(() => CampaignArm, {
    description: 'Whether the customer is to be contacted, left alone or treated as usual.',
  })
  arm: CampaignArm;
}

/** The result of making a campaign. */
@ObjectType({ description: 'The result of making a campaign.' })
export class CreateCampaignPayload {
  @Field(() => Campaign, { nullable: true, description: 'The campaign; null if the input was rejected.' })
  campaign: Campaign | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of deleting a campaign. */
@ObjectType({ description: 'The result of deleting a campaign.' })
export class DeleteCampaignPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'ID of the deleted campaign; null if the input was rejected.',
  })
  deletedCampaignId: string | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
