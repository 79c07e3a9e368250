import { CallFirstQuery, JobSubscription, ScoreQuery, SegmentsQuery } from '@holdfast/schema';
import { type DocumentNode, print } from 'graphql';
import { CustomersInPagesQuery, ModelInUseQuery, MyselfQuery, RecentJobsQuery } from './explorer.documents';
import { say } from './messages';

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
  const words = say().queries;
  return [
    asked('call-first', words.callFirst, CallFirstQuery, {
      datasetId,
      first: 10,
      orderBy: 'CHURN_PROBABILITY_DESC',
    }),
    asked('segments', words.segments, SegmentsQuery, { datasetId }),
    asked('customers', words.customers, CustomersInPagesQuery, { datasetId, after: null }),
    ...(attributes ? [asked('score', words.score, ScoreQuery, { datasetId, customers: [attributes] })] : []),
    asked('model', words.model, ModelInUseQuery, { datasetId }),
    asked('jobs', words.jobs, RecentJobsQuery, { datasetId }),
    ...(jobId ? [asked('job', words.job, JobSubscription, { id: jobId })] : []),
    asked('myself', words.myself, MyselfQuery, {}),
  ];
}
