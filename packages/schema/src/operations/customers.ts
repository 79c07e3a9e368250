import { graphql } from './graphql.js';

/** A page of customers with segment, chance of leaving and the first reason for it. */
export const CustomersQuery = graphql(`
  query Customers($datasetId: ID!, $first: Int = 50, $after: String, $filter: CustomerFilter, $orderBy: CustomerOrder) {
    customers(datasetId: $datasetId, first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      edges {
        node {
          id
          externalId
          segment { id key index name }
          churn { probability riskBand expectedLoss contributions(first: 5) { feature value contribution } }
        }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** Customers whose id holds what was typed, for a search box. */
export const CustomerSearchQuery = graphql(`
  query CustomerSearch($datasetId: ID!, $search: String!, $first: Int = 8) {
    customers(datasetId: $datasetId, first: $first, filter: { search: $search }) {
      edges { node { id externalId segment { id index name } churn { probability riskBand } } }
      totalCount
    }
  }
`);

/** One customer: attributes, segment, score and every contribution to it. */
export const CustomerQuery = graphql(`
  query Customer($datasetId: ID!, $externalId: String!) {
    customer(datasetId: $datasetId, externalId: $externalId) {
      id
      externalId
      attributes
      segment {
        id
        key
        index
        name
        description
        size
        share
        churn { meanProbability }
        strategies { id title action channel }
      }
      churn {
        probability
        riskBand
        scoredAt
        baseValue
        expectedLoss
        peers { count left }
        contributions(first: 100) { feature value contribution text }
        model { id version definition churnRate features metrics { decisionThreshold } }
      }
    }
  }
`);

/** Scores attributes that need not be stored; nothing is written. */
export const ScoreQuery = graphql(`
  query Score($datasetId: ID!, $customers: [JSONObject!]!) {
    score(datasetId: $datasetId, customers: $customers) {
      externalId
      segmentKey
      segmentName
      probability
      riskBand
      contributions { feature value contribution text }
      warnings
    }
  }
`);

/** Creates or replaces customers by external id, all or nothing. */
export const UpsertCustomersMutation = graphql(`
  mutation UpsertCustomers($input: UpsertCustomersInput!) {
    upsertCustomers(input: $input) {
      created
      updated
      userErrors { field message code }
    }
  }
`);
