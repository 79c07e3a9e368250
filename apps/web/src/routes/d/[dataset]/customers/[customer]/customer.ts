import type { CustomerQuery, ResultOf } from '@holdfast/schema';

/** A customer and a score, as the server answers them. */
export type Customer = NonNullable<ResultOf<typeof CustomerQuery>['customer']>;
export type Churn = NonNullable<Customer['churn']>;
