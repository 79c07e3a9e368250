import { describeFailure, type Failure, networkFailure } from './failure';
import { say } from './messages';

/** What came of it: the job that judges the model, or why there is none. */
export type BringInOutcome = { readonly jobId: string } | { readonly failure: Failure };

/** Sends the file of a model that was trained elsewhere, to be judged on the customers of a dataset. */
export async function bringInModel(datasetId: string, file: Blob): Promise<BringInOutcome> {
  const path = `/datasets/${encodeURIComponent(datasetId)}/churn-models`;
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await fetch(path, { method: 'POST', body: file, headers }).catch(() => null);
  if (response === null) return { failure: networkFailure() };
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok && typeof answer.jobId === 'string') return { jobId: answer.jobId };
  const message = typeof answer.message === 'string' ? answer.message : say().status(response.status);
  return { failure: describeFailure(answer.code, message) };
}
