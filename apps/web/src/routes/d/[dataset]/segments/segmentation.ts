import type { ProjectionQuery, ResultOf, SegmentationQuery } from '@holdfast/schema';

/** A segmentation, its projection and a segment, as the server answers them. */
export type Segmentation = NonNullable<ResultOf<typeof SegmentationQuery>['segmentation']>;
export type Segment = Segmentation['segments'][number];
export type Projection = NonNullable<ResultOf<typeof ProjectionQuery>['segmentation']>['projection'];
