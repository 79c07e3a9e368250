import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { LOOKUP, listBy, SCAN } from '../../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { fromGlobalId, requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import { Dataset, type DatasetService } from '../../datasets/index.js';
import { Audience, AudienceConnection } from './audience.entity.js';
import {
  DeleteAudienceInput,
  DeleteAudiencePayload,
  SaveAudienceInput,
  SaveAudiencePayload,
} from './audience.inputs.js';
import type { AudienceService } from './audience.service.js';
import type { FilterWords } from './filter-words.js';

/** Resolves audiences. */
@Resolver(() => Audience)
export class AudienceResolver {
  constructor(
    readonly audiences: AudienceService,
    readonly words: FilterWords,
    readonly datasets: Pick<DatasetService, 'datasetLoader'>,
  ) {}

  @Authorized('VIEWER')
  @Query(() => Audience, {
    complexity: LOOKUP,
    nullable: true,
    description: 'An audience by its ID; null if there is none.',
  })
  async audience(
    @Ctx() call: CallContext,
    @Arg('id', () => ID, { description: 'ID of an audience.' }) id: string,
  ): Promise<Audience | null> {
    const key = fromGlobalId('Audience', id);
    return key === null ? null : this.audiences.find(call, key);
  }

  @Authorized('ANALYST')
  @Mutation(() => SaveAudiencePayload, {
    description: 'Saves a filter under a name, or changes a saved one.',
  })
  saveAudience(
    @Ctx() call: CallContext,
    @Arg('input', () => SaveAudienceInput, { description: 'The filter and its name.' })
    { datasetId, audienceId, name, filter }: SaveAudienceInput,
  ): Promise<SaveAudiencePayload> {
    return withUserErrors({ audience: null as Audience | null }, async () => ({
      audience: await this.audiences.save(call, {
        datasetId: requireKey('Dataset', datasetId, ['datasetId']),
        id: audienceId == null ? null : requireKey('Audience', audienceId, ['audienceId']),
        name,
        filter,
      }),
    }));
  }

  @Authorized('ANALYST')
  @Mutation(() => DeleteAudiencePayload, { description: 'Deletes a saved filter; the customers stay.' })
  deleteAudience(
    @Ctx() call: CallContext,
    @Arg('input', () => DeleteAudienceInput, { description: 'Which audience.' })
    { audienceId }: DeleteAudienceInput,
  ): Promise<DeleteAudiencePayload> {
    return withUserErrors({ deletedAudienceId: null as string | null }, async () => {
      await this.audiences.remove(call, requireKey('Audience', audienceId, ['audienceId']));
      return { deletedAudienceId: audienceId };
    });
  }

  @FieldResolver(() => Dataset, { description: 'The dataset whose customers it is of.' })
  async dataset(@Root() { datasetId }: Audience, @Ctx() call: CallContext): Promise<Dataset> {
    const dataset = await call.load(this.datasets.datasetLoader, datasetId);
    if (dataset === null) throw notFound('Dataset', toGlobalId('Dataset', datasetId));
    return dataset;
  }

  @FieldResolver(() => String, { complexity: LOOKUP, description: 'Whom it holds, in words.' })
  sentence(@Root() audience: Audience, @Ctx() call: CallContext): Promise<string> {
    return this.words.describe(call, audience.datasetId, audience.filter);
  }

  @FieldResolver(() => Int, { complexity: SCAN / 2, description: 'How many customers it holds now.' })
  customerCount(@Root() audience: Audience, @Ctx() call: CallContext): Promise<number> {
    return this.audiences.count(call, audience);
  }
}

/** The audiences of a dataset. */
@Resolver(() => Dataset)
export class DatasetAudiencesFields {
  constructor(readonly service: AudienceService) {}

  @FieldResolver(() => AudienceConnection, {
    complexity: listBy('first', { each: 10 }),
    description: 'Its saved filters, newest first.',
  })
  audiences(
    @Ctx() call: CallContext,
    @Root() { id }: Dataset,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Connection<Audience>> {
    return this.service.list(call, id, first ?? 20, after);
  }
}
