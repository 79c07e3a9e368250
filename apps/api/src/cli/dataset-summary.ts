import type { GraphQLSchema } from 'graphql';
import { CallContext } from '../platform/call/call-context.js';
import { askSchema } from './ask-schema.js';

/** What the terminal shows about a dataset: what any integrator gets from the same query. */
export interface DatasetSummary {
  readonly name: string;
  readonly customerCount: number;
  readonly rejectedRowCount: number;
  readonly columns: readonly { readonly role: string }[];
  /** The last import. */
  readonly imports: {
    readonly edges: readonly { readonly node: { readonly rejectedCauses: readonly RejectedSummary[] } }[];
  };
  readonly activeSegmentation: {
    readonly recommendation: string | null;
    readonly segments: readonly SegmentSummary[];
  } | null;
  readonly champion: ModelSummary | null;
  readonly churnModels: { readonly edges: readonly { readonly node: ModelSummary }[] };
  readonly customers: { readonly edges: readonly { readonly node: CustomerSummary }[] };
}

/** Rows that were rejected for one reason. */
export interface RejectedSummary {
  readonly count: number;
  readonly firstLine: number;
  readonly example: string;
}

/** A segment's size and churn; the observed rate is null if no label is known. */
export interface SegmentSummary {
  readonly name: string;
  readonly size: number;
  readonly share: number;
  readonly churn: { readonly meanProbability: number; readonly observedRate: number | null } | null;
}

/** How well a model predicts who leaves; `metrics` is null if its training failed. */
export interface ModelSummary {
  readonly algorithm: string;
  readonly metrics: {
    readonly rocAuc: number;
    readonly rocAucLow: number;
    readonly rocAucHigh: number;
    readonly calibrationError: number;
  } | null;
  readonly warnings: readonly { readonly message: string }[];
}

/** A customer to call; `churn` is null if no model scores. */
export interface CustomerSummary {
  readonly externalId: string;
  readonly churn: {
    readonly probability: number;
    readonly reasons: readonly { readonly text: string }[];
  } | null;
}

const QUERY = `
  query Summary($id: ID!) {
    dataset(id: $id) {
      name
      customerCount
      rejectedRowCount
      columns { role }
      imports(first: 1) { edges { node { rejectedCauses { count firstLine example } } } }
      activeSegmentation {
        recommendation
        segments { name size share churn { meanProbability observedRate } }
      }
      champion { ...model }
      churnModels(first: 1) { edges { node { ...model } } }
      customers(first: 5, orderBy: CHURN_PROBABILITY_DESC, filter: { left: false }) {
        edges { node { externalId churn { probability reasons { text } } } }
      }
    }
  }
  fragment model on ChurnModel {
    algorithm
    metrics { rocAuc rocAucLow rocAucHigh calibrationError }
    warnings { message }
  }
`;

/** Queries the schema in this process, as the operator who started it. */
export async function readDatasetSummary(schema: GraphQLSchema, datasetId: string): Promise<DatasetSummary> {
  const call = CallContext.ofServer();
  return (await askSchema<{ dataset: DatasetSummary }>(schema, call, QUERY, { id: datasetId })).dataset;
}
