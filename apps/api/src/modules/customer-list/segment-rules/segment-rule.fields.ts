import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { SCAN } from '../../../platform/graphql/complexity.js';
import { Segment } from '../../segmentation/index.js';
import { SegmentRule } from './segment-rule.types.js';
import type { SegmentRules } from './segment-rules.js';

/** The rule that tells a segment. */
@Resolver(() => Segment)
export class SegmentRuleFields {
  constructor(readonly rules: SegmentRules) {}

  @FieldResolver(() => SegmentRule, {
    nullable: true,
    complexity: SCAN,
    description:
      'A rule on its columns that tells it elsewhere, with how well. Null where it was fitted before there were rules, or where a column of its rule is gone.',
  })
  rule(@Root() segment: Segment, @Ctx() call: CallContext): Promise<SegmentRule | null> {
    return this.rules.find(call, segment);
  }
}
