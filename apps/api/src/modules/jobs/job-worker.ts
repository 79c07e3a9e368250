import type { ErrorCode } from '@holdfast/schema';
import { Logger as GraphileLogger, type Runner, run } from 'graphile-worker';
import type pg from 'pg';
import { CallContext } from '../../platform/call/call-context.js';
import { AppError } from '../../platform/errors/app-error.js';
import { describeUnexpected } from '../../platform/errors/unexpected.js';
import type { Logger } from '../../platform/logger.js';
import type { JobBudget } from './job-budget.js';
import type { JobDefinition } from './job-definition.js';
import type { JobSignals } from './job-signals.js';
import { type JobStore, RUN_JOB_TASK, type TakenJob } from './job-store.js';
import { ProgressWriter } from './progress-writer.js';
import { openWorkerConnections } from './worker-connections.js';

/** How often a job is started before the death of its process is blamed on the job. */
const MAX_ATTEMPTS = 3;
const RECOVERY_INTERVAL_MS = 15_000;

/** Why a running job is aborted. */
type AbortReason = 'cancelled' | 'stopping' | 'lost';

type Outcome = { code: ErrorCode; message: string; cancelled: boolean };

/** Takes and runs jobs, and takes over those whose process died. */
export class JobWorker {
  readonly #running = new Map<string, AbortController>();
  #runner: Runner | undefined;
  #connections: pg.Pool | undefined;
  #recovery: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(
    readonly definitions: ReadonlyMap<string, JobDefinition<object>>,
    readonly store: JobStore,
    readonly signals: JobSignals,
    readonly url: string,
    readonly logger: Logger,
    private readonly budget: JobBudget,
    /** Jobs that run at a time: a long training must not keep an import waiting. */
    private readonly atOnce: number,
  ) {}

  /** Whether jobs are being taken. */
  get isTaking(): boolean {
    return this.#runner !== undefined;
  }

  async start(): Promise<void> {
    this.#stopping = false;
    await this.recover();
    this.#connections = openWorkerConnections(this.url, this.atOnce + 2, this.logger);
    this.#runner = await run({
      pgPool: this.#connections,
      concurrency: this.atOnce,
      noHandleSignals: true,
      logger: new GraphileLogger(() => (level, message) => {
        if (level === 'error') this.logger.error({ part: 'graphile-worker' }, message);
      }),
      taskList: { [RUN_JOB_TASK]: () => this.#runNext() },
    });
    this.#runner.promise.catch((error: unknown) => {
      this.#runner = undefined;
      this.logger.error({ err: error }, 'stopped taking jobs');
    });
    this.#recovery = setInterval(() => {
      this.recover().catch((error: unknown) => this.logger.warn({ err: error }, 'cannot look for lost jobs'));
    }, RECOVERY_INTERVAL_MS);
  }

  /** Stops taking jobs, asks the running ones to stop, and puts them back for the next process. */
  async stop(): Promise<void> {
    clearInterval(this.#recovery);
    const [runner, connections] = [this.#runner, this.#connections];
    this.#runner = undefined;
    this.#connections = undefined;
    this.#stopping = true;
    this.abortAll('stopping');
    await runner?.stop();
    await connections?.end();
  }

  /** Asks every job that is running here to stop. */
  abortAll(reason: AbortReason): void {
    for (const controller of this.#running.values()) controller.abort(reason);
  }

  /** Takes over the jobs whose process died, or settles them if that happened too often. */
  async recover(): Promise<void> {
    for (;;) {
      const job = await this.store.takeOverLost(this.signals.workerKey);
      if (job === null) break;
      if (job.cancelRequested) await this.#fail(job, cancelledOutcome());
      else if (job.attempts >= MAX_ATTEMPTS) await this.#fail(job, lostOutcome(job));
      else await this.store.putBack(job.id, job.workerKey, true);
    }
    await this.store.wakePending();
  }

  async #runNext(): Promise<void> {
    const job = await this.store.takeNext(this.signals.workerKey);
    if (job === null) return;
    const { id, workerKey } = job;
    const controller = new AbortController();
    const progress = new ProgressWriter((fraction, step) =>
      this.store.writeProgress(id, workerKey, fraction, step),
    );
    this.#running.set(id, controller);
    // A job may have been taken while the others were asked to stop, such as one that was just put back.
    if (this.#stopping) controller.abort('stopping' satisfies AbortReason);
    const unlisten = this.signals.onChange(id, () => void this.#abortWhenCancelled(id, controller));
    try {
      await this.#abortWhenCancelled(id, controller);
      await this.#perform(job, controller.signal, progress);
    } finally {
      unlisten();
      this.#running.delete(id);
    }
  }

  async #perform(job: TakenJob, signal: AbortSignal, progress: ProgressWriter): Promise<void> {
    const { workerKey } = job;
    try {
      const definition = this.definitions.get(job.kind);
      if (definition === undefined) throw new Error(`No job is defined with the kind "${job.kind}".`);
      signal.throwIfAborted();
      const report = (fraction: number, step: string) => progress.report(fraction, step);
      const call = CallContext.ofServer(signal, `job-${job.id}`);
      const end = await this.#admit(job, definition, call, report);
      try {
        await definition.run(job.payload, { jobId: job.id, call, progress: report });
      } finally {
        end();
      }
      await progress.close();
      await this.store.settle(job.id, workerKey, 'COMPLETED', null);
    } catch (error) {
      await progress.close();
      const reason = signal.aborted ? (signal.reason as AbortReason) : null;
      // This process lost the job with its lock; the next recovery starts the job again.
      if (reason === 'lost') return;
      if (reason === 'stopping') await this.store.putBack(job.id, workerKey, false);
      else await this.#fail(job, reason === 'cancelled' ? cancelledOutcome() : this.#outcomeOf(error, job));
    }
  }

  async #admit(
    { payload }: TakenJob,
    definition: JobDefinition<object>,
    call: CallContext,
    report: (fraction: number, step: string) => void,
  ): Promise<() => void> {
    const needs = (await definition.needs?.(payload, call)) ?? { bytes: 0 };
    if (needs.bytes > 0) report(0, 'Waiting for memory and a free core');
    return this.budget.admit(needs, call.signal);
  }

  /** Cleans up before it settles, so that nobody who learns of the failure finds partial results. */
  async #fail(job: TakenJob, outcome: Outcome): Promise<void> {
    try {
      await this.definitions.get(job.kind)?.onFailed?.(job.payload, outcome);
    } catch (error) {
      this.logger.error({ err: error, job: job.id, kind: job.kind }, 'cleaning up after a job failed');
    }
    const state = outcome.cancelled ? 'CANCELLED' : 'FAILED';
    await this.store.settle(job.id, job.workerKey, state, outcome);
  }

  #outcomeOf(error: unknown, job: TakenJob): Outcome {
    if (error instanceof AppError) return { code: error.code, message: error.message, cancelled: false };
    const logger = this.logger.child({ job: job.id, kind: job.kind });
    return { ...describeUnexpected(error, logger), cancelled: false };
  }

  async #abortWhenCancelled(id: string, controller: AbortController): Promise<void> {
    try {
      if (await this.store.isCancelRequested(id)) controller.abort('cancelled' satisfies AbortReason);
    } catch (error) {
      this.logger.warn({ err: error, job: id }, 'cannot read whether a job was cancelled');
    }
  }
}

/** The outcome of a cancelled job. */
export function cancelledOutcome(): Outcome {
  return { code: 'CANCELLED', message: 'The job was cancelled.', cancelled: true };
}

function lostOutcome({ attempts }: TakenJob): Outcome {
  const message = `The process that ran the job ended ${attempts} times before the job did; it will not be tried again.`;
  return { code: 'JOB_LOST', message, cancelled: false };
}
