import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listOf } from '../../platform/graphql/complexity.js';
import { JSONObject } from '../../platform/graphql/scalars.js';
import { LEVERS, Lever } from '../churn/index.js';
import { Customer } from '../customers/index.js';
import type { Attributes } from '../feature-matrix/index.js';
import { CustomerScore } from './customer-score.types.js';
import type { ScoringService } from './scoring.service.js';
import { WhatIf } from './what-if.types.js';

/** What scoring adds to a customer. */
@Resolver(() => Customer)
export class CustomerWhatIfFields {
  constructor(readonly scoring: ScoringService) {}

  @FieldResolver(() => WhatIf, {
    complexity: listOf(1, 100),
    description:
      'The customer with other attributes, by column name; what is computed from them moves along.',
  })
  whatIf(
    @Root() customer: Customer,
    @Arg('changes', () => JSONObject, { description: 'The attributes that are different, by column name.' })
    changes: Attributes,
    @Ctx() call: CallContext,
  ): Promise<WhatIf> {
    return this.scoring.whatIf(call, customer, changes);
  }
}

/** The part of a score that is computed only on request. */
@Resolver(() => CustomerScore)
export class CustomerScoreLeverFields {
  constructor(readonly scoring: ScoringService) {}

  @FieldResolver(() => [Lever], {
    complexity: listOf(10),
    description: `${LEVERS} Empty where not all attributes are known.`,
  })
  levers(@Root() score: CustomerScore, @Ctx() call: CallContext): Promise<Lever[]> {
    return this.scoring.levers(call, score);
  }
}
