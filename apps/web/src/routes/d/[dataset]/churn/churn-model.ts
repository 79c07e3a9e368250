import type { ChurnModelQuery, ResultOf } from '@holdfast/schema';

/** A churn model, as the server answers it. */
export type ChurnModel = NonNullable<ResultOf<typeof ChurnModelQuery>['churnModel']>;

/** A curve as parallel columns. */
export type Curve = NonNullable<ChurnModel['rocCurve']>;
