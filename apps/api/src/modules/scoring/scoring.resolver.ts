import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listBy } from '../../platform/graphql/complexity.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import { JSONObject } from '../../platform/graphql/scalars.js';
import type { Attributes } from '../feature-matrix/index.js';
import { CustomerScore } from './customer-score.types.js';
import type { ScoringService } from './scoring.service.js';

/** Resolves the scores of attributes. */
@Resolver(() => CustomerScore)
export class ScoringResolver {
  constructor(readonly scoring: ScoringService) {}

  @Authorized('VIEWER')
  @Query(() => [CustomerScore], {
    complexity: listBy('customers', { each: 50 }),
    description:
      'Scores attributes that need not be stored: segment, churn probability and reasons, from the active segmentation and the champion. No side effects. 1..100 customers per call.',
  })
  score(
    @Ctx() call: CallContext,
    @Arg('datasetId', () => ID, { description: 'The dataset whose segmentation and champion score.' })
    datasetId: string,
    @Arg('customers', () => [JSONObject], { description: 'Attributes by column name, 1..100 customers.' })
    customers: Attributes[],
  ): Promise<CustomerScore[]> {
    return this.scoring.score(call, requireKey('Dataset', datasetId, ['datasetId']), customers);
  }
}
