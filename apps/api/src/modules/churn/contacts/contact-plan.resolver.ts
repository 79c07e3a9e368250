import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { SCAN } from '../../../platform/graphql/complexity.js';
import { Dataset } from '../../datasets/index.js';
import type { ContactPlanService } from './contact-plan.service.js';
import { ContactCut, ContactPlan } from './contact-plan.types.js';

/** What the contact plan adds to a dataset. */
@Resolver(() => Dataset)
export class DatasetContactFields {
  constructor(readonly service: ContactPlanService) {}

  @FieldResolver(() => ContactPlan, {
    complexity: 3 * SCAN,
    nullable: true,
    description: 'Whom to contact of those who have not left; null without a champion.',
  })
  contactPlan(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<ContactPlan | null> {
    return this.service.plan(call, id);
  }
}

/** The parts of a contact plan that depend on a number of contacts. */
@Resolver(() => ContactPlan)
export class ContactPlanFields {
  constructor(readonly service: ContactPlanService) {}

  @FieldResolver(() => ContactCut, {
    complexity: SCAN,
    description: 'What contacting the first so many is expected to do.',
  })
  at(
    @Root() plan: ContactPlan,
    @Arg('contacts', () => Int, {
      nullable: true,
      description: 'At least 0; all of them if there are fewer. Default: suggestedContacts.',
    })
    contacts: number | null,
  ): Promise<ContactCut> {
    return this.service.cut(plan, contacts);
  }
}
