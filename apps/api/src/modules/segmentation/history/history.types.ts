import { MAX_K } from '@holdfast/schema';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { LOOKUP, listOf } from '../../../platform/graphql/complexity.js';
import { vocabularyEnum } from '../../../platform/graphql/vocabulary-enum.js';
import { Segment } from '../segment.entity.js';
import { Segmentation } from '../segmentation.entity.js';
import type { Flow, SegmentEvent, SegmentEventKind } from './segmentation-change.js';

export const SegmentEventKindEnum = vocabularyEnum<SegmentEventKind>(
  'SegmentEventKind',
  'What became of segments between two segmentations.',
  {
    KEPT: 'Has its key in both.',
    SPLIT: 'At least two segments each hold a tenth of it and consist mostly of its customers.',
    MERGED: 'Holds most of the customers of at least two segments, each of which is a tenth of it.',
    NEW: 'Its key was not there before.',
    GONE: 'Its key is not there any more.',
  },
);

/** Customers that went from one segment to another. */
@ObjectType({ description: 'Customers that went from one segment to another.' })
export class SegmentFlow implements Flow {
  @Field(() => String, {
    nullable: true,
    description: 'Key of the segment that they were in; null for those who were in none: they came since.',
  })
  fromKey: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key of the segment that they are in; null for those who are in none any more.',
  })
  toKey: string | null;

  @Field(() => Int, { description: 'Number of customers. Those who were erased are in no flow.' })
  customers: number;
}

/** What became of segments. */
@ObjectType('SegmentEvent', { description: 'What became of segments, with a sentence.' })
export class SegmentEventType implements SegmentEvent {
  @Field(() => SegmentEventKindEnum, { description: 'What became of them.' })
  kind: SegmentEventKind;

  @Field(() => [String], { complexity: listOf(MAX_K), description: 'Keys of the segments, before and now.' })
  keys: string[];

  @Field({ description: 'What became of them, in words with figures.' })
  sentence: string;
}

/** A segmentation against the one that was active before it. */
@ObjectType({
  description: 'A segmentation against the one that was active before it, each under its own k.',
})
export class SegmentationChange {
  @Field(() => Segmentation, { complexity: LOOKUP, description: 'The one that was active before it.' })
  previous: Segmentation;

  @Field(() => Int, { description: 'The k that the previous one was used with.' })
  previousK: number;

  @Field(() => [Segment], {
    complexity: listOf(MAX_K, LOOKUP),
    description: 'The segments of the previous one under that k, by index.',
  })
  previousSegments: Segment[];

  @Field(() => Int, { description: 'Number of customers who were in a segment then and are in one now.' })
  sharedCustomers: number;

  @Field(() => Float, { description: 'Share of them whose segment has the same key, 0..1.' })
  keptShare: number;

  @Field(() => [SegmentFlow], {
    complexity: listOf((MAX_K + 1) ** 2),
    description: 'Who went from where to where, the most first.',
  })
  flows: SegmentFlow[];

  @Field(() => [SegmentEventType], {
    complexity: listOf(2 * MAX_K),
    description: 'What became of each segment; every key of both sides is in at least one event.',
  })
  events: SegmentEventType[];
}

/** A time that a customer spent in a segment. */
@ObjectType({
  description: 'A time that a customer spent in one segment; it ends where the next one begins.',
})
export class SegmentStay {
  @Field({ description: 'Key of the segment.' })
  segmentKey: string;

  @Field({ description: 'Its name: the one that it has now, or had last.' })
  segmentName: string;

  @Field(() => Date, {
    description:
      'When it began: when the customer was first placed or moved, or when the segments were found or chosen.',
  })
  since: Date;
}
