import type { ResultOf } from '@holdfast/schema';
import { SvelteMap } from 'svelte/reactivity';
import { JobSubscription, JobsQuery } from '$lib/documents/jobs';
import { api } from '$lib/graphql/api';
import { refreshQueries } from '$lib/graphql/query.svelte';
import type { JobFragment } from '$lib/shell/job.fragment';

/** A job as the server tells it. */
export type Job = ResultOf<typeof JobFragment>;

const POLL_MS = 10_000;

/** The job has not settled. */
export function isActive(job: Pick<Job, 'state'>): boolean {
  return job.state === 'PENDING' || job.state === 'RUNNING';
}

/** Follows every job that is under way, whoever started it; when one settles, the page's queries are asked again. */
class Jobs {
  readonly #known = new SvelteMap<string, Job>();
  readonly #followed = new Set<string>();

  /** Jobs under way, the newest first. */
  get active(): Job[] {
    return [...this.#known.values()].filter(isActive).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** The newest state of a job that was under way while this page was open. */
  get(id: string): Job | undefined {
    return this.#known.get(id);
  }

  /** Jobs under way on one dataset. */
  activeOn(datasetId: string): Job[] {
    return this.active.filter((job) => job.dataset?.id === datasetId);
  }

  /** Looks for jobs under way now and then, and follows each; returns what ends it. */
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
        void this.discover();
      }
    });
  }

  /** Asks for the jobs under way, and follows those that are new. */
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

/** The jobs that this page knows of. */
export const jobs = new Jobs();
