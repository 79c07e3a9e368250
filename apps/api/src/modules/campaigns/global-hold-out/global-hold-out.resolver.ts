import { Arg, Authorized, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { LOOKUP, listOf, SCAN } from '../../../platform/graphql/complexity.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import { Customer } from '../../customers/index.js';
import { Dataset } from '../../datasets/index.js';
import type { CampaignStore } from '../campaign.store.js';
import type { GlobalHoldOutService } from './global-hold-out.service.js';
import type { GlobalHoldOutStore } from './global-hold-out.store.js';
import {
  EndGlobalHoldOutInput,
  GlobalHoldOut,
  GlobalHoldOutComparison,
  GlobalHoldOutPayload,
  HeldOut,
  StartGlobalHoldOutInput,
} from './global-hold-out.types.js';

const NOTHING = { globalHoldOut: null as GlobalHoldOut | null };

/** Resolves parts that are held out of everything. */
@Resolver(() => GlobalHoldOut)
export class GlobalHoldOutResolver {
  constructor(readonly service: GlobalHoldOutService) {}

  @Authorized('ANALYST')
  @Mutation(() => GlobalHoldOutPayload, {
    description:
      'Holds a part of the customers out of every campaign that is made from now on, so that it shows what all of them together do.',
  })
  startGlobalHoldOut(
    @Ctx() call: CallContext,
    @Arg('input', () => StartGlobalHoldOutInput, { description: 'Of which dataset, and how many.' })
    { datasetId, share }: StartGlobalHoldOutInput,
  ): Promise<GlobalHoldOutPayload> {
    return withUserErrors(NOTHING, async () => ({
      globalHoldOut: await this.service.start(call, requireKey('Dataset', datasetId, ['datasetId']), share),
    }));
  }

  @Authorized('ANALYST')
  @Mutation(() => GlobalHoldOutPayload, {
    description: 'Ends that a part is held out of everything; what came of it until then is kept.',
  })
  endGlobalHoldOut(
    @Ctx() call: CallContext,
    @Arg('input', () => EndGlobalHoldOutInput, { description: 'Of which dataset.' })
    { datasetId }: EndGlobalHoldOutInput,
  ): Promise<GlobalHoldOutPayload> {
    return withUserErrors(NOTHING, async () => ({
      globalHoldOut: await this.service.end(call, requireKey('Dataset', datasetId, ['datasetId'])),
    }));
  }

  @FieldResolver(() => Int, {
    complexity: SCAN / 2,
    description: 'Customers who are held out; of one that ended, those who were.',
  })
  customerCount(@Root() holdOut: GlobalHoldOut, @Ctx() call: CallContext): Promise<number> {
    return this.service.customerCount(call, holdOut);
  }

  @FieldResolver(() => GlobalHoldOutComparison, {
    complexity: SCAN,
    description: 'What became of them beside the others; of one that ended, until then.',
  })
  comparison(@Root() holdOut: GlobalHoldOut, @Ctx() call: CallContext): Promise<GlobalHoldOutComparison> {
    return this.service.comparison(call, holdOut);
  }
}

/** Who of a dataset is held out of everything. */
@Resolver(() => Dataset)
export class DatasetHoldOutFields {
  constructor(readonly service: GlobalHoldOutService) {}

  @FieldResolver(() => GlobalHoldOut, {
    complexity: LOOKUP,
    nullable: true,
    description:
      'The part that is held out of every campaign, else the last one that was; null if there was none.',
  })
  globalHoldOut(@Ctx() call: CallContext, @Root() { id }: Dataset): Promise<GlobalHoldOut | null> {
    return this.service.of(call, id);
  }
}

/** What a customer is held out of. */
@Resolver(() => Customer)
export class CustomerHoldOutFields {
  constructor(
    readonly store: Pick<GlobalHoldOutStore, 'ofCustomer'>,
    readonly campaigns: Pick<CampaignStore, 'byId'>,
  ) {}

  @FieldResolver(() => [HeldOut], {
    complexity: listOf(5, LOOKUP),
    description: 'What the customer is held out of now, everything first: whoever is, must not be contacted.',
  })
  async heldOutOf(@Root() { datasetId, row }: Customer, @Ctx() call: CallContext): Promise<HeldOut[]> {
    const held = await call.load(this.store.ofCustomer, { datasetId, row });
    return Promise.all(
      held.map(async ({ campaignId, since }) => ({
        campaign:
          campaignId === null ? null : await call.load(this.campaigns.byId, { datasetId, id: campaignId }),
        since,
      })),
    );
  }
}
