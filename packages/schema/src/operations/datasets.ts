import { graphql } from './graphql.js';

/** The datasets by name and size, for a switch or a list. */
export const DatasetsQuery = graphql(`
  query Datasets($first: Int = 100, $after: String) {
    datasets(first: $first, after: $after) {
      edges { node { id name status createdAt customerCount rejectedRowCount } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** One dataset with its columns and what is active on it. */
export const DatasetQuery = graphql(`
  query Dataset($id: ID!) {
    dataset(id: $id) {
      id
      name
      status
      createdAt
      customerCount
      rejectedRowCount
      columns { name type role missingCount distinctCount mean standardDeviation min max median topValues { value count } }
      activeSegmentation { id selectedK recommendedK segments { id key index name size } }
      champion { id version }
    }
  }
`);

/** The first look at a dataset: who its customers are, how many are expected to leave, what that costs, whom to call. */
export const OverviewQuery = graphql(`
  query Overview($id: ID!, $callFirst: Int = 10) {
    dataset(id: $id) {
      id
      customerCount
      rejectedRowCount
      churnSummary { meanProbability low high expectedChurners highRiskCount expectedLoss }
      activeSegmentation {
        id
        status
        selectedK
        recommendation
        segments { id key index name description size share churn { meanProbability expectedChurners highRiskCount expectedLoss } }
      }
      champion {
        id
        version
        definition
        metrics { rocAuc rocAucLow rocAucHigh decisionThreshold }
        statements { text riskRatio low high support }
        warnings { code message column }
      }
      customers(first: $callFirst, orderBy: EXPECTED_LOSS_DESC, filter: { left: false }) {
        edges {
          node {
            id
            externalId
            segment { id key index name }
            churn { probability riskBand expectedLoss contributions(first: 5) { feature value contribution } }
          }
        }
      }
    }
  }
`);

/** The rows of the file that could not be taken, with line and cause. */
export const RejectedRowsQuery = graphql(`
  query RejectedRows($id: ID!, $first: Int = 50, $after: String) {
    dataset(id: $id) {
      id
      rejectedRows(first: $first, after: $after) {
        edges { cursor node { line cause text } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

/** What a staged upload holds, before anything durable is made of it. */
export const UploadPreviewQuery = graphql(`
  query UploadPreview($uploadId: ID!) {
    uploadPreview(uploadId: $uploadId) {
      uploadId
      fileName
      byteSize
      dialect { delimiter quote encoding hasHeader decimalSeparator dateFormat }
      columns { name type suggestedRole reason missingCount distinctCount examples }
      rows
      rowCount
      warnings
    }
  }
`);

/** Makes a dataset of a staged upload; the job tells how far it is. */
export const ImportDatasetMutation = graphql(`
  mutation ImportDataset($input: ImportDatasetInput!) {
    importDataset(input: $input) {
      dataset { id name status }
      job { id kind state progress step createdAt }
      userErrors { field message code }
    }
  }
`);

/** Deletes a dataset with everything computed from it. */
export const DeleteDatasetMutation = graphql(`
  mutation DeleteDataset($input: DeleteDatasetInput!) {
    deleteDataset(input: $input) {
      deletedDatasetId
      userErrors { field message code }
    }
  }
`);
