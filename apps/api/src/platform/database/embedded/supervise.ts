/** A PostgreSQL server that runs alongside this process. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Settles with a sentence if the server stops without having been asked to and cannot be kept up; otherwise never. */
  readonly lost: Promise<string>;
  /** Stops the server: open transactions roll back, everything committed is on disk. Does nothing to a shared one. */
  stop(): Promise<void>;
}

/** A server process that accepts connections. */
export interface Server {
  readonly url: string;
  readonly port: number;
  readonly exited: Promise<void>;
  requestStop(): void;
}

/** A server that ends sooner after its start has not recovered. */
const LASTING_MS = 60_000;
/** How often in a row a server that has not recovered is started again. */
const MAX_RESTARTS = 3;

/**
 * Keeps a server up: starts it again, with everything that was committed, whenever it ends without having been asked to.
 * `release` is called once it has been stopped.
 */
export function supervise(
  first: Server,
  startAgain: () => Promise<Server>,
  onRestart: () => void,
  release: () => void,
): EmbeddedPostgres {
  let current = Promise.resolve(first);
  let stopping: Promise<void> | undefined;

  async function keepUp(): Promise<string> {
    for (let restarts = 0; ; ) {
      const started = performance.now();
      await (await current).exited;
      // It was asked to stop: nothing is lost.
      if (stopping) return new Promise(() => {});
      restarts = performance.now() - started < LASTING_MS ? restarts + 1 : 1;
      if (restarts > MAX_RESTARTS) return `The database has stopped ${restarts} times, each within a minute.`;
      onRestart();
      current = startAgain();
      try {
        await current;
      } catch (error) {
        return `The database has stopped and cannot be started again. ${(error as Error).message}`;
      }
    }
  }

  async function stop(): Promise<void> {
    const server = await current.catch(() => null);
    server?.requestStop();
    await server?.exited;
    release();
  }

  return {
    url: first.url,
    lost: keepUp(),
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
