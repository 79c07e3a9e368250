import type { Failure } from '#lib/graphql/failure.ts';
import { mutate } from '#lib/graphql/mutate.ts';
import { refreshQueries } from '#lib/graphql/query.svelte.ts';
import { RestoreDatasetMutation } from './settings.documents';

/** Brings a deleted dataset back to every screen; says why it could not. */
export async function restoreDataset(datasetId: string): Promise<Failure | undefined> {
  const { failure } = await mutate(RestoreDatasetMutation, { input: { datasetId } });
  refreshQueries();
  return failure;
}
