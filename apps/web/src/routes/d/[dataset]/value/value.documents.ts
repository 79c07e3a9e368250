import { graphql, type ResultOf } from '@holdfast/schema';
import { CustomerValueFragment } from '#lib/customers/customer-value.fragment.ts';

/** What was predicted of some customers, and what came. */
export const ComparisonFragment = graphql(`
  fragment Comparison on ValueComparison {
    customers
    predictedPurchases
    purchases
    predictedValue
    value
  }
`);

/** How well the method foresaw what came. */
export const BackTestFragment = graphql(
  `
  fragment BackTest on ValueBackTest {
    from
    to
    days
    method
    customers
    predictedPurchases
    purchases
    predictedValue
    value
    naivePurchases
    sentence
    tenths { ...Comparison }
  }
`,
  [ComparisonFragment],
);

/** How the values of a dataset are told. */
export const HowItIsToldFragment = graphql(`
  fragment HowItIsTold on DatasetValue {
    method
    formula
    reasons
    parameters { name value standardError meaning }
  }
`);

/** The customers of one month, and how they bought from then on. */
export const CohortFragment = graphql(`
  fragment Cohort on PurchaseCohort { month customers active value }
`);

/** A cohort, ready to be drawn. */
export type Cohort = ResultOf<typeof CohortFragment>;

/** What the customers of a dataset are worth. */
export const ValueQuery = graphql(
  `
  query Value($id: ID!) {
    dataset(id: $id) {
      id
      customerValue {
        asOf
        customers
        historic
        expected
        expectedPurchases
        alive
        backTest { ...BackTest }
        ...HowItIsTold
      }
      mostValuable(first: 10) { id externalId value { ...CustomerValue } }
      cohorts { ...Cohort }
    }
  }
`,
  [BackTestFragment, HowItIsToldFragment, CohortFragment, CustomerValueFragment],
);

/** A customer of the list of the most valuable. */
export type ValuedCustomer = NonNullable<ResultOf<typeof ValueQuery>['dataset']>['mostValuable'][number];
/** What all are worth together. */
export type AllValue = NonNullable<NonNullable<ResultOf<typeof ValueQuery>['dataset']>['customerValue']>;
