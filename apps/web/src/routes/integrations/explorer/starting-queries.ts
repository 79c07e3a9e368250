import { CallFirstQuery, JobSubscription, ScoreQuery, SegmentsQuery } from '@holdfast/schema';
import { type DocumentNode, print } from 'graphql';
import { CustomersInPagesQuery, ModelInUseQuery, MyselfQuery, RecentJobsQuery } from './explorer.documents';

/** A query to begin with. */
export interface StartingQuery {
  /** What the address calls it. */
  readonly key: string;
  /** What it asks, in words. */
  readonly name: string;
  readonly query: string;
  /** Its variables as JSON. */
  readonly variables: string;
}

/** What a query is about. */
interface Place {
  readonly datasetId: string;
  /** Attributes of a customer, for a score. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** The id of a job, to follow. */
  readonly jobId?: string;
}

const asked = (key: string, name: string, document: DocumentNode, variables: object): StartingQuery => ({
  key,
  name,
  query: print(document),
  variables: JSON.stringify(variables, null, 2),
});

/** Useful queries of a dataset, the most useful first. What needs a customer or a job is there where one is known. */
export function startingQueries({ datasetId, attributes, jobId }: Place): StartingQuery[] {
  return [
    asked('call-first', 'Whom to call first, and why', CallFirstQuery, {
      datasetId,
      first: 10,
      orderBy: 'CHURN_PROBABILITY_DESC',
    }),
    asked('segments', 'The segments and what to do about them', SegmentsQuery, { datasetId }),
    asked('customers', 'Customers, a page at a time', CustomersInPagesQuery, { datasetId, after: null }),
    ...(attributes
      ? [asked('score', 'A score without storing', ScoreQuery, { datasetId, customers: [attributes] })]
      : []),
    asked('model', 'The model in use and how good it is', ModelInUseQuery, { datasetId }),
    asked('jobs', 'What was done lately', RecentJobsQuery, { datasetId }),
    ...(jobId ? [asked('job', 'Follow a job', JobSubscription, { id: jobId })] : []),
    asked('myself', 'Who asks', MyselfQuery, {}),
  ];
}
