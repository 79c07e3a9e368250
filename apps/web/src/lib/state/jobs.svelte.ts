import type { ResultOf } from '@holdfast/schema';
import { SvelteMap } from 'svelte/reactivity';
import { type JobFragment, JobSubscription, JobsQuery } from '#lib/documents/jobs.ts';
import { api } from '#lib/graphql/api.ts';
import { refreshQueries } from '#lib/graphql/query.svelte.ts';

/** A job, as the server sends it. */
export type Job = ResultOf<typeof JobFragment>;

const POLL_MS = 10_000;

/** The job has not settled. */
export function isActive(job: Pick<Job, 'state'>): boolean {
  return job.state === 'PENDING' || job.state === 'RUNNING';
}

/** Follows every running job, whoever started it, and refetches the page's queries when one settles. */
class Jobs {
  readonly #known = new SvelteMap<string, Job>();
  readonly #followed = new Set<string>();
  /** The one that settled last, while this page was open. */
  settled = $state.raw<Job>();

  /** Jobs that have not settled, newest first. */
  get active(): Job[] {
    return [...this.#known.values()].filter(isActive).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** The newest state of a job that ran while this page was open. */
  get(id: string): Job | undefined {
    return this.#known.get(id);
  }

  /** Jobs on one dataset that have not settled. */
  activeOn(datasetId: string): Job[] {
    return this.active.filter((job) => job.dataset?.id === datasetId);
  }

  /** Polls for running jobs and follows each; returns a function that stops it. */
  watch(): () => void {
    void this.discover();
    const timer = setInterval(() => document.visibilityState === 'visible' && void this.discover(), POLL_MS);
    return () => clearInterval(timer);
  }

  /** Follows a job until it settles. */
  follow(id: string): void {
    if (this.#followed.has(id)) return;
    this.#followed.add(id);
    const { unsubscribe } = api.subscription(JobSubscription, { id }).subscribe(({ data, error }) => {
      if (data) this.#known.set(id, data.job);
      const over = data ? !isActive(data.job) : error !== undefined;
      if (!over) return;
      this.#followed.delete(id);
      queueMicrotask(() => unsubscribe());
      if (data) {
        refreshQueries();
        this.settled = data.job;
        void this.discover();
      }
    });
  }

  /** Asks for the running jobs, and follows the new ones. */
  async discover(): Promise<void> {
    const { data } = await api.query(
      JobsQuery,
      { states: ['PENDING', 'RUNNING'], first: 20 },
      { requestPolicy: 'network-only' },
    );
    for (const { node } of data?.jobs.edges ?? []) {
      if (this.#followed.has(node.id)) continue;
      this.#known.set(node.id, node);
      this.follow(node.id);
    }
  }
}

/** The jobs that this page knows. */
export const jobs = new Jobs();
