import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { notFound } from '../../platform/errors/app-error.js';
import { LOOKUP, listBy, listOf, perColumn, SCAN } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { fromGlobalId, requireKey } from '../../platform/graphql/read-global-id.js';
import { JSONObject } from '../../platform/graphql/scalars.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { spoken } from '../../platform/words/spoken.js';
import {
  CampaignArm,
  type CustomerListPage,
  type CustomerListService,
  withKeys,
} from '../customer-list/index.js';
import { Customer, CustomerConnection } from '../customers/index.js';
import { Dataset, type DatasetService } from '../datasets/index.js';
import { Campaign, CampaignConnection } from './campaign.entity.js';
import { CampaignPlanInput, CreateCampaignInput, DeleteCampaignInput } from './campaign.inputs.js';
import type { CampaignService } from './campaign.service.js';
import type { CampaignStore } from './campaign.store.js';
import {
  CampaignMembership,
  CampaignPlan,
  CreateCampaignPayload,
  DeleteCampaignPayload,
} from './campaign.types.js';
import { drawWords } from './draw-words.js';
import type { CampaignEffects } from './effect/campaign-effects.js';
import { CampaignEffect, MissingOutcomes } from './effect/effect.types.js';
import { frozenAssumptions } from './frozen-assumptions.js';
import { FrozenAssumptions } from './frozen-assumptions.types.js';
import type { NamesThen } from './names-then.js';
import { readPlan } from './read-plan.js';
import { CampaignUplift } from './uplift/uplift.types.js';
import type { Uplifts } from './uplift/uplifts.js';
import { whomWords } from './whom-words.js';

const PAGE = { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' };

/** Resolves campaigns. */
@Resolver(() => Campaign)
export class CampaignResolver {
  constructor(
    readonly campaigns: CampaignService,
    readonly effects: CampaignEffects,
    readonly uplifts: Uplifts,
    readonly names: NamesThen,
    readonly lists: CustomerListService,
    readonly datasets: Pick<DatasetService, 'datasetLoader'>,
  ) {}

  @Authorized('VIEWER')
  @Query(() => Campaign, {
    complexity: LOOKUP,
    nullable: true,
    description: 'A campaign by its ID; null if there is none.',
  })
  async campaign(
    @Ctx() call: CallContext,
    @Arg('id', () => ID, { description: 'ID of a campaign.' }) id: string,
  ): Promise<Campaign | null> {
    const key = fromGlobalId('Campaign', id);
    return key === null ? null : this.campaigns.find(call, key);
  }

  @Authorized('VIEWER')
  @Query(() => CampaignPlan, {
    complexity: SCAN * 2,
    description: 'What a list would be and how large an effect it could show, without making it.',
  })
  async campaignPlan(
    @Ctx() call: CallContext,
    @Arg('input', () => CampaignPlanInput, { description: 'Whom, and how many are left alone.' })
    input: CampaignPlanInput,
  ): Promise<CampaignPlan> {
    return this.campaigns.plan(call, { ...readPlan(input, requireKey), seed: 0 });
  }

  @Authorized('ANALYST')
  @Mutation(() => CreateCampaignPayload, {
    complexity: SCAN * 2,
    description:
      'Freezes a list of customers and draws who of it is left alone, so that the effect of contacting the others can be measured by what becomes of both.',
  })
  createCampaign(
    @Ctx() call: CallContext,
    @Arg('input', () => CreateCampaignInput, { description: 'Whom, and how many are left alone.' })
    input: CreateCampaignInput,
  ): Promise<CreateCampaignPayload> {
    return withUserErrors({ campaign: null as Campaign | null }, async () => ({
      campaign: await this.campaigns.create(call, {
        ...readPlan(input, requireKey),
        name: input.name,
        seed: input.seed ?? 0,
      }),
    }));
  }

  @Authorized('ANALYST')
  @Mutation(() => DeleteCampaignPayload, {
    description: 'Deletes a campaign, and with it who was contacted and who was left alone.',
  })
  deleteCampaign(
    @Ctx() call: CallContext,
    @Arg('input', () => DeleteCampaignInput, { description: 'Which campaign.' })
    { campaignId }: DeleteCampaignInput,
  ): Promise<DeleteCampaignPayload> {
    return withUserErrors({ deletedCampaignId: null as string | null }, async () => {
      await this.campaigns.remove(call, requireKey('Campaign', campaignId, ['campaignId']));
      return { deletedCampaignId: campaignId };
    });
  }

  @FieldResolver(() => Dataset, { description: 'The dataset whose customers it is of.' })
  async dataset(@Root() { datasetId }: Campaign, @Ctx() call: CallContext): Promise<Dataset> {
    const dataset = await call.load(this.datasets.datasetLoader, datasetId);
    if (dataset === null) throw notFound('Dataset', toGlobalId('Dataset', datasetId));
    return dataset;
  }

  @FieldResolver(() => String, { description: 'Whom it is for, in words, as they were when it was made.' })
  async sentence(@Root() campaign: Campaign, @Ctx() call: CallContext): Promise<string> {
    if (spoken() === 'en') return campaign.storedSentence;
    return whomWords(campaign.madeOf, await this.names.of(call, campaign)) ?? campaign.storedSentence;
  }

  @FieldResolver(() => CustomerConnection, {
    complexity: listBy('first', { work: SCAN / 2, each: 5 }),
    description: 'Its members, by ID.',
  })
  members(
    @Root() { id, datasetId }: Campaign,
    @Ctx() call: CallContext,
    @Arg('first', () => Int, { ...PAGE, defaultValue: 50 }) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('arm', () => CampaignArm, { nullable: true, description: 'Those of one arm. Default: all.' })
    arm: CampaignArm | null,
  ): Promise<CustomerListPage> {
    const filter = { campaignId: id, campaignArm: arm };
    return this.lists.list(call, datasetId, { first: first ?? 50, after, filter });
  }

  @FieldResolver(() => CampaignEffect, {
    complexity: SCAN,
    nullable: true,
    description: 'What it did; null until outcomes of both arms are known.',
  })
  effect(@Root() campaign: Campaign, @Ctx() call: CallContext): Promise<CampaignEffect | null> {
    return this.effects.effect(call, campaign);
  }

  @FieldResolver(() => JSONObject, {
    complexity: perColumn(),
    description:
      'The CustomerFilter that its list was made by: that of the audience or the strategies, as it was then. Another list can be made by it.',
  })
  filter(@Root() { madeOf }: Campaign): object {
    return withKeys(madeOf.filter, toGlobalId);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'The k of the segmentation by which its members were told apart when it was made; null without one.',
  })
  k(@Root() { madeOf }: Campaign): number | null {
    return madeOf.segmentation?.k ?? null;
  }

  @FieldResolver({
    description: 'How it was drawn who is left alone: by which seed, and by what the arms are balanced.',
  })
  draw(@Root() campaign: Campaign): string {
    return drawWords(campaign);
  }

  @FieldResolver(() => FrozenAssumptions, {
    description: 'What was taken for granted when the list was made.',
  })
  async assumptions(@Root() campaign: Campaign, @Ctx() call: CallContext): Promise<FrozenAssumptions> {
    const madeOf = await this.names.madeOf(call, campaign);
    return frozenAssumptions({ ...campaign, madeOf });
  }

  @FieldResolver(() => MissingOutcomes, {
    complexity: SCAN,
    description: 'How many outcomes are missing before anything is claimed.',
  })
  missing(@Root() campaign: Campaign, @Ctx() call: CallContext): Promise<MissingOutcomes> {
    return this.effects.missing(call, campaign);
  }

  @FieldResolver(() => CampaignUplift, {
    complexity: SCAN,
    description:
      'For whom it worked, by a model of the effect on each customer; a job measures it as outcomes come in.',
  })
  uplift(@Root() campaign: Campaign, @Ctx() call: CallContext): Promise<CampaignUplift> {
    return this.uplifts.of(call, campaign);
  }
}

/** The campaigns of a dataset. */
@Resolver(() => Dataset)
export class DatasetCampaignFields {
  constructor(readonly service: CampaignService) {}

  @FieldResolver(() => CampaignConnection, {
    complexity: listBy('first'),
    description: 'Its campaigns, newest first.',
  })
  campaigns(
    @Ctx() call: CallContext,
    @Root() { id }: Dataset,
    @Arg('first', () => Int, PAGE) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Connection<Campaign>> {
    return this.service.list(call, id, first ?? 20, after);
  }
}

/** The campaigns of a customer. */
@Resolver(() => Customer)
export class CustomerCampaignFields {
  constructor(readonly store: Pick<CampaignStore, 'ofCustomer'>) {}

  @FieldResolver(() => [CampaignMembership], {
    complexity: listOf(5, LOOKUP),
    description: 'The campaigns that the customer is a member of, the newest hundred first.',
  })
  campaigns(@Root() { datasetId, row }: Customer, @Ctx() call: CallContext): Promise<CampaignMembership[]> {
    return call.load(this.store.ofCustomer, { datasetId, row });
  }
}
