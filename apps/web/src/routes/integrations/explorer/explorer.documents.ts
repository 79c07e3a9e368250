import { graphql } from '@holdfast/schema';

/** Customers, a page at a time: `endCursor` of one is `after` of the next. */
export const CustomersInPagesQuery = graphql(`
  query CustomersInPages($datasetId: ID!, $after: String) {
    customers(datasetId: $datasetId, first: 20, after: $after) {
      edges {
        node {
          externalId
          attributes
          segment { name }
          churn { probability riskBand }
        }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** The model that scores, and how good it is. */
export const ModelInUseQuery = graphql(`
  query ModelInUse($datasetId: ID!) {
    dataset(id: $datasetId) {
      name
      champion {
        version
        algorithm
        createdAt
        definition
        metrics { rocAuc rocAucLow rocAucHigh averagePrecision brierScore }
        featureImportances { feature importance }
      }
    }
  }
`);

/** What was done lately, and what is being done. */
export const RecentJobsQuery = graphql(`
  query RecentJobs($datasetId: ID!) {
    jobs(datasetId: $datasetId, first: 10) {
      edges { node { id kind state progress step error { code message } } }
    }
  }
`);

/** Who asks. */
export const MyselfQuery = graphql(`
  query Myself {
    viewer { id role datasetIds }
  }
`);

/** A customer and a job of a dataset, to fill queries with. */
export const ExampleQuery = graphql(`
  query Example($datasetId: ID!) {
    customers(datasetId: $datasetId, first: 1) {
      edges { node { id attributes } }
    }
    jobs(datasetId: $datasetId, first: 1) {
      edges { node { id } }
    }
  }
`);
