import type { OverviewQuery, ResultOf } from '@holdfast/schema';

/** What the overview shows, as the server answers it. */
export type Overview = NonNullable<ResultOf<typeof OverviewQuery>['dataset']>;
