import { Field, Int, ObjectType } from 'type-graphql';

/** Why customers are not contacted: each counts for the first reason that there is. */
export interface LeftOutCounts {
  readonly notToContact: number;
  readonly heldOutOfAll: number;
  readonly heldOutOfCampaigns: number;
}

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
  const reasons = [
    [notToContact, 'must not be contacted'],
    [heldOutOfAll, notBe(heldOutOfAll, 'held out of everything')],
    [heldOutOfCampaigns, notBe(heldOutOfCampaigns, 'held out of a campaign that runs')],
  ] as const;
  const told = reasons.flatMap(([count, why]) => (count === 0 ? [] : [`${format(count)} ${why}`]));
  const sentence = told.length === 0 ? null : `Left out: ${told.join(', ')}.`;
  return { customers, notToContact, heldOutOfAll, heldOutOfCampaigns, sentence };
}

const notBe = (count: number, what: string) => `${count === 1 ? 'is' : 'are'} ${what}`;
const format = (count: number) => count.toLocaleString('en');
