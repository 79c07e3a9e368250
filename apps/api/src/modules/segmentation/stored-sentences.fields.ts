import { FieldResolver, Resolver, Root } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { sayKept } from '../../platform/words/kept.js';
import { say } from './naming/messages.js';
import { SegmentationQuality } from './segmentation.types.js';

/** The tests that a k did not pass, in the language of the call. */
@Resolver(() => SegmentationQuality)
export class QualitySentences {
  @FieldResolver(() => [String], {
    nullable: true,
    complexity: listOf(3),
    description:
      'Each test that this k does not pass, as a sentence with both figures; empty if it passes all; null for segmentations that an earlier release fitted.',
  })
  failed(@Root() { failed, saidFailed }: SegmentationQuality): string[] | null {
    return failed?.map((text, i) => sayKept(say().failures, saidFailed?.[i], text)) ?? null;
  }
}
