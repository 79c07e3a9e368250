import type { ErrorCode } from '@holdfast/schema';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { RunStatus } from './job.entity.js';
import { WORKER_LOCK_CLASS } from './job-signals.js';

/**
 * The only task that graphile-worker knows: run the next job, whichever that is by then. The jobs table holds everything
 * else, and a task is made for each job, so that there is one for each that waits.
 */
export const RUN_JOB_TASK = 'run-job';

/** A job that a process has taken, or whose process died. */
export interface TakenJob {
  readonly id: string;
  readonly kind: string;
  readonly payload: object;
  readonly attempts: number;
  readonly cancelRequested: boolean;
  /** The key of the process that has it. */
  readonly workerKey: number;
}

/** A job that this process has settled. */
export interface SettledJob {
  readonly kind: string;
  readonly state: RunStatus;
  /** Since it was taken, or 0 if it never was. */
  readonly seconds: number;
}

/** The key of no process, for a job that nobody runs but whoever finds it. */
export const NOBODY = 0;

/** The input of a new job. */
export interface NewJob {
  readonly kind: string;
  readonly payload: object;
  readonly datasetId: string | null;
  readonly jobKey: string | null;
  /** Who requested it; null for the server. */
  readonly callerId: string | null;
}

const TAKEN = 'id, kind, payload, attempts, cancel_requested as "cancelRequested", worker_key as "workerKey"';

/** SQL for the locks of live processes, each identified by its key in `objid`. */
const LIVING_WORKERS = `select from pg_locks
  where locktype = 'advisory' and objsubid = 2 and classid = ${WORKER_LOCK_CLASS} and granted
    and database = (select oid from pg_database where datname = current_database())`;
/** Whether the process that took the job no longer holds its lock. */
const WORKER_IS_GONE = `not exists (${LIVING_WORKERS} and objid = jobs.worker_key::oid)`;

/**
 * SQL for the jobs that wait, fairest first: datasets take turns, beginning with one of which nothing runs, and within a
 * dataset the kinds of jobs do. Forty trainings of one dataset keep no import waiting, of another or of the same.
 */
const NEXT = `select id from jobs waiting where state = 'PENDING' order by
  (select count(*) from jobs other where other.dataset_id = waiting.dataset_id and other.state = 'RUNNING'),
  (select max(started_at) from jobs other where other.dataset_id = waiting.dataset_id) nulls first,
  (select max(started_at) from jobs other where other.dataset_id = waiting.dataset_id and other.kind = waiting.kind)
    nulls first,
  created_at, id`;

/**
 * The transitions of a job. Each is one statement that happens completely, or not at all if another process was first:
 * PENDING → RUNNING → COMPLETED | FAILED | CANCELLED, and RUNNING → PENDING when its process stops.
 */
export class JobStore {
  constructor(
    readonly dataSource: DataSource,
    private readonly onSettled: (job: SettledJob) => void = () => {},
  ) {}

  /** Stores a job; null if an unsettled one has the same job key. */
  async insert(job: NewJob, manager: EntityManager): Promise<string | null> {
    const rows: { id: string }[] = await manager.query(
      `insert into jobs (kind, payload, dataset_id, job_key, caller_id) values ($1, $2, $3, $4, $5)
       on conflict (job_key) where state in ('PENDING', 'RUNNING') do nothing returning id`,
      [job.kind, JSON.stringify(job.payload), job.datasetId, job.jobKey, job.callerId],
    );
    const id = rows[0]?.id ?? null;
    if (id !== null) await this.#wakeWorker(id, manager);
    return id;
  }

  async findUnsettled(jobKey: string, manager: EntityManager): Promise<string | null> {
    const rows: { id: string }[] = await manager.query(
      `select id from jobs where job_key = $1 and state in ('PENDING', 'RUNNING')`,
      [jobKey],
    );
    return rows[0]?.id ?? null;
  }

  /**
   * How many jobs of a kind a caller has waiting or running. In a transaction it also keeps every other transaction from
   * asking for the same until this one ends: of several that ask at once, each knows of those before it.
   */
  async countUnsettled(callerId: string, kind: string, manager: EntityManager): Promise<number> {
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `jobs ${kind} ${callerId}`,
    ]);
    const [row]: { count: number }[] = await manager.query(
      `select count(*)::int as count from jobs where caller_id = $1 and kind = $2 and state in ('PENDING', 'RUNNING')`,
      [callerId, kind],
    );
    return row!.count;
  }

  /** PENDING → RUNNING by this process, of the job whose turn it is; null if none is pending. */
  async takeNext(workerKey: number): Promise<TakenJob | null> {
    return this.#one(
      `update jobs set state = 'RUNNING', worker_key = $1, attempts = attempts + 1, progress = 0, step = null,
         started_at = clock_timestamp()
       where id = (${NEXT} limit 1 for update skip locked) returning ${TAKEN}`,
      [workerKey],
    );
  }

  async writeProgress(id: string, workerKey: number, fraction: number, step: string): Promise<void> {
    await this.dataSource.query(
      `update jobs set progress = greatest(progress, $3), step = $4
       where id = $1 and worker_key = $2 and state = 'RUNNING'`,
      [id, workerKey, fraction, step],
    );
  }

  /** RUNNING → settled, by the process that has it; false if another process took it meanwhile. */
  async settle(
    id: string,
    workerKey: number,
    state: Exclude<RunStatus, 'PENDING' | 'RUNNING'>,
    error: { code: ErrorCode; message: string } | null,
  ): Promise<boolean> {
    const [[settled]]: [SettledJob[], number] = await this.dataSource.query(
      `update jobs set state = $3, error_code = $4, error_message = $5, settled_at = clock_timestamp(), step = null,
         progress = case when $3 = 'COMPLETED' then 1 else progress end
       where id = $1 and worker_key = $2 and state = 'RUNNING' returning kind, state,
         coalesce(extract(epoch from settled_at - started_at), 0)::float8 as seconds`,
      [id, workerKey, state, error?.code ?? null, error?.message ?? null],
    );
    if (settled !== undefined) this.onSettled(settled);
    return settled !== undefined;
  }

  /** RUNNING → PENDING, for another process or a later start; `counts` says whether this counts as an attempt. */
  async putBack(id: string, workerKey: number, counts: boolean): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const [rows] = await manager.query(
        `update jobs set state = 'PENDING', worker_key = null, attempts = attempts - $3
         where id = $1 and worker_key = $2 and state = 'RUNNING' returning id`,
        [id, workerKey, counts ? 0 : 1],
      );
      if (rows.length > 0) await this.#wakeWorker(id, manager);
    });
  }

  /**
   * Takes over one job that nobody runs; null if there is none. `running` are the jobs in this process: another one with
   * its key is a job whose end it could not write down.
   */
  async takeOverLost(workerKey: number, running: readonly string[]): Promise<TakenJob | null> {
    return this.#one(
      `update jobs set worker_key = $1 where id = (
         select id from jobs
         where state = 'RUNNING' and not id = any($2::uuid[]) and (worker_key = $1 or ${WORKER_IS_GONE})
         limit 1 for update skip locked)
       returning ${TAKEN}`,
      [workerKey, running],
    );
  }

  /** Which of these keys belong to live processes. */
  async livingWorkers(keys: readonly number[]): Promise<ReadonlySet<number>> {
    const living = await this.dataSource.query<{ key: number }[]>(
      `select key from unnest($1::int[]) as asked(key) where exists (${LIVING_WORKERS} and objid = asked.key::oid)`,
      [keys],
    );
    return new Set(living.map(({ key }) => key));
  }

  /** Wakes the workers for pending jobs whose wake-up was lost with a process. An extra wake-up does no harm. */
  async wakePending(): Promise<void> {
    const rows: { id: string }[] = await this.dataSource.query(
      `select id from jobs where state = 'PENDING' and not exists (
         select from graphile_worker.jobs waiting where waiting.key = jobs.id::text and waiting.locked_at is null)`,
    );
    for (const { id } of rows) await this.#wakeWorker(id, this.dataSource.manager);
  }

  /**
   * Asks for the end of a job; null if it has settled. A waiting one is RUNNING by `NOBODY` from then on: whoever cleans
   * up settles it, and after a fault that is the next recovery.
   */
  async requestCancel(id: string, manager: EntityManager): Promise<TakenJob | null> {
    const [[job]]: [TakenJob[], number] = await manager.query(
      `update jobs set cancel_requested = true, state = 'RUNNING',
         worker_key = case when state = 'PENDING' then ${NOBODY} else worker_key end
       where id = $1 and state in ('PENDING', 'RUNNING') returning ${TAKEN}`,
      [id],
    );
    if (job?.workerKey === NOBODY) await manager.query('select graphile_worker.remove_job($1)', [id]);
    return job ?? null;
  }

  async isCancelRequested(id: string): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      'select from jobs where id = $1 and cancel_requested',
      [id],
    );
    return rows.length > 0;
  }

  async #wakeWorker(id: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `select graphile_worker.add_job($1, json_build_object('id', $2::text), job_key := $2::text)`,
      [RUN_JOB_TASK, id],
    );
  }

  async #one(update: string, parameters: unknown[]): Promise<TakenJob | null> {
    const [rows]: [TakenJob[], number] = await this.dataSource.query(update, parameters);
    return rows[0] ?? null;
  }
}
