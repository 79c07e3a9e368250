import type { Failure } from '#lib/graphql/failure.ts';
import { mutate } from '#lib/graphql/mutate.ts';
import { refreshQueries } from '#lib/graphql/query.svelte.ts';
import { DeleteDatasetMutation } from './settings.documents';

/** A dataset that somebody is asked about before it is deleted. */
export interface Doomed {
  readonly id: string;
  readonly name: string;
  readonly customerCount: number;
}

/** Deleting a dataset, after a question. */
export class DatasetRemoval {
  doomed = $state.raw<Doomed>();
  asking = $state(false);
  failure = $state.raw<Failure>();
  busy = $state(false);

  constructor(private readonly forever: boolean) {}

  ask(dataset: Doomed): void {
    this.doomed = dataset;
    this.failure = undefined;
    this.asking = true;
  }

  /** Answers with the dataset that was deleted; undefined if it was not, and `failure` says why. */
  async confirm(): Promise<Doomed | undefined> {
    const { doomed } = this;
    if (!doomed) return undefined;
    this.busy = true;
    const input = { datasetId: doomed.id, forever: this.forever };
    this.failure = (await mutate(DeleteDatasetMutation, { input })).failure;
    this.busy = false;
    if (this.failure) return undefined;
    this.asking = false;
    refreshQueries();
    return doomed;
  }
}
