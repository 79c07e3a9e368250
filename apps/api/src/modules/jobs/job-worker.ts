import { Logger as GraphileLogger, type Runner, run } from 'graphile-worker';
import type pg from 'pg';
import { CallContext } from '../../platform/call/call-context.js';
import { openPool } from '../../platform/database/connections.js';
import { AppError } from '../../platform/errors/app-error.js';
import { isDatabaseAway } from '../../platform/errors/unavailable.js';
import { describeUnexpected } from '../../platform/errors/unexpected.js';
import { sparingly } from '../../platform/log-sparingly.js';
import type { Logger } from '../../platform/logger.js';
import { Semaphore } from '../../platform/semaphore.js';
import { type Telemetry, traced } from '../../platform/telemetry/telemetry.js';
import type { JobBudget } from './job-budget.js';
import type { JobDefinition } from './job-definition.js';
import { cancelledOutcome, type Outcome, settleFailed } from './job-outcome.js';
import type { JobSignals } from './job-signals.js';
import { type JobStore, RUN_JOB_TASK, type TakenJob } from './job-store.js';
import { ProgressWriter } from './progress-writer.js';

/** How often a job is started before its interruptions are blamed on the job. */
const MAX_ATTEMPTS = 3;
const RECOVERY_INTERVAL_MS = 5000;
/** graphile-worker would not wait for the answer otherwise, and without one end the process. */
const WAIT_FOR_ANSWERS = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/** Why a running job is aborted. */
type AbortReason = 'cancelled' | 'stopping' | 'lost';

/** A job that is running here. */
interface Run {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Takes and runs jobs, and takes over those whose process died. */
export class JobWorker {
  readonly #running = new Map<string, Run>();
  readonly #taking = new Semaphore(1);
  #recovering: Promise<void> | undefined;
  #looking: Promise<void> | undefined;
  /** What takes jobs now. */
  #runner: Runner | undefined;
  /** The end of that, and of earlier ones that still have jobs. */
  readonly #ending = new Set<Promise<void>>();
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
    private readonly telemetry: Telemetry,
  ) {}

  /** Whether jobs are being taken. */
  get isTaking(): boolean {
    return this.#runner !== undefined;
  }

  async start(): Promise<void> {
    this.#stopping = false;
    await this.recover();
    const lost = sparingly((error: Error, connections) =>
      this.logger.warn({ part: 'graphile-worker', cause: error.message, connections }, 'lost a connection'),
    );
    this.#connections = openPool(this.url, 'holdfast worker', { max: this.atOnce + 2 }, lost);
    await this.#takeJobs(this.#connections);
    this.#recovery = setInterval(() => this.recoverSoon(), RECOVERY_INTERVAL_MS);
  }

  /** Stops taking jobs, asks the running ones to stop, and puts them back for the next process. */
  async stop(): Promise<void> {
    clearInterval(this.#recovery);
    this.#stopping = true;
    this.abortAll('stopping');
    await this.#runner?.stop().catch(() => {});
    await Promise.all(this.#ending);
    await this.#connections?.end();
    this.#connections = undefined;
  }

  /** Asks every job that is running here to stop. */
  abortAll(reason: AbortReason): void {
    for (const { controller } of this.#running.values()) controller.abort(reason);
  }

  /** Takes over the jobs that nobody runs, or settles them if that happened too often. */
  recover(): Promise<void> {
    this.#recovering ??= this.#recover().finally(() => {
      this.#recovering = undefined;
    });
    return this.#recovering;
  }

  /** The same without waiting for it; what fails now is done by the next one. Takes jobs again if that has ended. */
  recoverSoon(): void {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.#warn(error))
      .finally(() => {
        this.#looking = undefined;
      });
  }

  async #look(): Promise<void> {
    await this.recover();
    if (!this.isTaking && !this.#stopping) await this.#takeJobs(this.#connections!);
  }

  async #recover(): Promise<void> {
    for (;;) {
      const job = await this.#exclusively(() =>
        this.store.takeOverLost(this.signals.workerKey, [...this.#running.keys()]),
      );
      if (job === null) break;
      if (job.cancelRequested) await this.#fail(job, cancelledOutcome());
      else if (job.attempts >= MAX_ATTEMPTS) await this.#fail(job, lostOutcome(job));
      else await this.store.putBack(job.id, job.workerKey, true);
    }
    await this.store.wakePending();
  }

  async #takeJobs(pgPool: pg.Pool): Promise<void> {
    const runner = await run({
      pgPool,
      concurrency: this.atOnce,
      noHandleSignals: true,
      preset: WAIT_FOR_ANSWERS,
      logger: new GraphileLogger(() => (level, message) => {
        if (level === 'error') this.logger.error({ part: 'graphile-worker' }, message);
      }),
      taskList: { [RUN_JOB_TASK]: () => this.#runNext() },
    });
    this.#runner = runner;
    // After a fault of the database it takes no more jobs, and ends when those that it has are done.
    runner.events.once('pool:gracefulShutdown', () => {
      if (this.#runner === runner) this.#runner = undefined;
    });
    const ending = runner.promise.catch(() => {}).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
    if (this.#stopping) await runner.stop();
  }

  async #runNext(): Promise<void> {
    const controller = new AbortController();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const run: Run = { controller, ended };
    const taken = await this.#exclusively(async () => {
      const job = await this.store.takeNext(this.signals.workerKey);
      if (job === null) return null;
      const earlier = this.#running.get(job.id);
      this.#running.set(job.id, run);
      return { job, earlier };
    });
    if (taken === null) return;
    const { job, earlier } = taken;
    try {
      // An attempt of before, which has lost the job, may still be stopping.
      await earlier?.ended;
      await this.#runTaken(job, controller);
    } finally {
      if (this.#running.get(job.id) === run) this.#running.delete(job.id);
      end();
    }
  }

  /** Between the taking of a job and its answer, the job looks like one whose end could not be written down. */
  async #exclusively<T>(work: () => Promise<T>): Promise<T> {
    await this.#taking.take();
    try {
      return await work();
    } finally {
      this.#taking.giveBack();
    }
  }

  async #runTaken(job: TakenJob, controller: AbortController): Promise<void> {
    const { id, workerKey } = job;
    const progress = new ProgressWriter((fraction, step) =>
      this.store.writeProgress(id, workerKey, fraction, step),
    );
    // A job may have been taken while the others were asked to stop, such as one that was just put back.
    if (this.#stopping) controller.abort('stopping' satisfies AbortReason);
    const unlisten = this.signals.onChange(id, () => void this.#abortWhenCancelled(id, controller));
    try {
      await this.#abortWhenCancelled(id, controller);
      await this.#perform(job, controller.signal, progress);
    } catch (error) {
      // How it ended could not be written down, or the database was away: the next recovery begins it again.
      this.logger.warn({ err: error, job: id, kind: job.kind }, 'a job was interrupted');
    } finally {
      unlisten();
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
        await traced(this.telemetry, `job ${job.kind}`, { 'holdfast.job': job.id }, () =>
          definition.run(job.payload, { jobId: job.id, call, progress: report }),
        );
      } finally {
        end();
      }
    } catch (error) {
      await progress.close();
      const reason = signal.aborted ? (signal.reason as AbortReason) : null;
      // This process lost the job with its lock; the next recovery starts the job again.
      if (reason === 'lost') return;
      if (reason === null && isDatabaseAway(error)) throw error;
      if (reason === 'stopping') await this.store.putBack(job.id, workerKey, false);
      else await this.#fail(job, reason === 'cancelled' ? cancelledOutcome() : this.#outcomeOf(error, job));
      return;
    }
    // A job that has done its work must not be called FAILED, whatever happens here.
    await progress.close();
    await this.store.settle(job.id, workerKey, 'COMPLETED', null);
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

  #fail(job: TakenJob, outcome: Outcome): Promise<void> {
    return settleFailed(this, job, outcome);
  }

  #outcomeOf(error: unknown, job: TakenJob): Outcome {
    if (error instanceof AppError) return { code: error.code, message: error.message, cancelled: false };
    const logger = this.logger.child({ job: job.id, kind: job.kind });
    return { ...describeUnexpected(error, logger), cancelled: false };
  }

  #warn = sparingly((err: unknown, times) => this.logger.warn({ err, times }, 'cannot look for lost jobs'));

  async #abortWhenCancelled(id: string, controller: AbortController): Promise<void> {
    try {
      if (await this.store.isCancelRequested(id)) controller.abort('cancelled' satisfies AbortReason);
    } catch (error) {
      this.logger.warn({ err: error, job: id }, 'cannot read whether a job was cancelled');
    }
  }
}

function lostOutcome({ attempts }: TakenJob): Outcome {
  const message = `The job was interrupted ${attempts} times before it could end; it will not be tried again.`;
  return { code: 'JOB_LOST', message, cancelled: false };
}
