import { Field, Int, ObjectType } from 'type-graphql';
import type { LeftOutCounts } from './left-out-counts.js';
import { say } from './messages.js';

/** Customers who are not contacted, and why. */
@ObjectType({
  description:
    'Customers who have not left and are not contacted all the same, each counted for the first reason that there is.',
})
export class LeftOut implements LeftOutCounts {
  @Field(() => Int, { description: 'All of them.' })
  customers: number;

  @Field(() => Int, { description: 'Whom somebody said not to contact, see Customer.mayBeContacted.' })
  notToContact: number;

  @Field(() => Int, { description: 'Who are held out of everything, see Dataset.globalHoldOut.' })
  heldOutOfAll: number;

  @Field(() => Int, {
    description:
      'Whom a campaign leaves alone, and of whom no outcome is known since: contacted, they would no longer show what it did.',
  })
  heldOutOfCampaigns: number;

  @Field(() => String, { nullable: true, description: 'The same in a sentence; null if there are none.' })
  sentence: string | null;
}

/** SQL for the rows that are held out of everything or of a running campaign, of the dataset in this expression. */
export function heldOutRows(datasetId: string): string {
  return `select h.row, bool_or(h.campaign_id is null) as of_all
    from customers_held_out h where h.dataset_id = ${datasetId} group by h.row`;
}

/** Counts with their words. */
export function describeLeftOut(counts: LeftOutCounts): LeftOut {
  const { notToContact, heldOutOfAll, heldOutOfCampaigns } = counts;
  const customers = notToContact + heldOutOfAll + heldOutOfCampaigns;
  const sentence = customers === 0 ? null : say().leftOut(counts);
  return { customers, notToContact, heldOutOfAll, heldOutOfCampaigns, sentence };
}
