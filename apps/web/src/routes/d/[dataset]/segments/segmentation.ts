import type { ProjectionQuery, ResultOf, SegmentAdviceQuery, SegmentationQuery } from '@holdfast/schema';

/** A segmentation, its projection and a segment, as the server answers them. */
export type Segmentation = NonNullable<ResultOf<typeof SegmentationQuery>['segmentation']>;
export type Segment = Segmentation['segments'][number];
/** What is expected of a segment and advised for it. */
export type SegmentAdvice = NonNullable<
  ResultOf<typeof SegmentAdviceQuery>['segmentation']
>['segments'][number];
export type Projection = NonNullable<ResultOf<typeof ProjectionQuery>['segmentation']>['projection'];
