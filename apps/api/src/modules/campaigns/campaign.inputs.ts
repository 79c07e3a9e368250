import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { CustomerFilter } from '../customer-list/index.js';

/** Whom a list is for, and how many of them are left alone. */
@InputType({ description: 'Whom a list is for, and how many of them are left alone.' })
export class CampaignPlanInput {
  @Field(() => ID, { description: 'ID of a dataset that is READY.' })
  datasetId: string;

  @Field(() => CustomerFilter, {
    nullable: true,
    description:
      'Whom: the customers of this filter. Of `filter`, `audienceId`, `strategyId` and `strategyIds` one is given.',
  })
  filter?: CustomerFilter | null;

  @Field(() => ID, { nullable: true, description: 'Or the customers of an audience.' })
  audienceId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Or those whom a strategy of the active segmentation is for.',
  })
  strategyId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Or those whom several strategies are for, 1..10, such as the same play in several segments.',
  })
  strategyIds?: string[] | null;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 0.1,
    description:
      'The share that is left alone, 0..0.5, drawn at random within each segment, risk band and third of value; exact to a customer, and at least one. 0: nobody, so that no effect can be measured.',
  })
  holdOutShare?: number | null;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 0,
    description:
      'The share that the campaign does not contact and that is not kept from what is done anyway, 0..0.5, drawn like those left alone; with holdOutShare at most 0.8. Beside it the campaign shows what it does beyond business as usual, and that what it does by itself.',
  })
  businessAsUsualShare?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether customers are left out who are left alone by another campaign and of whom no outcome is known since.',
  })
  excludeHeldOut?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'ID of a campaign of the dataset whose uplift is DIFFERS: of the list only those stay of whom that effect × what the customer is worth is above the cost of a contact.',
  })
  gainFrom?: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What one contact costs, in the currency of the dataset, 0..1e15. Left out: not known.',
  })
  contactCost?: number | null;
}

/** A campaign to make. */
@InputType({ description: 'A campaign to make.' })
export class CreateCampaignInput extends CampaignPlanInput {
  @Field({ description: '1..100 characters.' })
  name: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description:
      'At least 0. The same seed draws the same customers. Whoever is in an earlier list of the dataset by the same seed and the same shares is in the same arm again, and the others are drawn; unless those of earlier lists are in one arm by more than chance, as in a list of whom another one left alone: then all are drawn anew. Of an earlier list only those remain who have not left since, so that where its contacts worked the effect of a later one comes out too small. Under other shares most of the same customers are left alone.',
  })
  seed?: number | null;
}

/** The campaign to delete. */
@InputType({ description: 'The campaign to delete.' })
export class DeleteCampaignInput {
  @Field(() => ID, {
    description: 'ID of a campaign. Its customers and their outcomes stay; who was in which arm is lost.',
  })
  campaignId: string;
}
