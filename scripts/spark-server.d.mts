/** Why Spark cannot run here; null where it can, once its jars are there. */
export function whyNoSpark(): string | null;

/** The folder of Spark's jars; null where they have not been fetched. */
export function findSpark(): string | null;

/** Provides Spark's jars in the user's cache, and answers with their folder. @throws Error where they cannot be fetched */
export function installSpark(cache?: string): Promise<string>;

/** Starts a server on this machine alone, and waits until it listens. @throws Error with its last words */
export function startSpark(options: {
  home: string;
  /** Such as `2g`. */
  memory?: string;
  cores?: string;
  /** A free one by default. */
  port?: number;
  token?: string;
}): Promise<{
  /** Its address with the token, as `SPARK_REMOTE` takes it. */
  readonly remote: string;
  readonly pid: number;
  /** Ends it as it is told, at once where by SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}>;
