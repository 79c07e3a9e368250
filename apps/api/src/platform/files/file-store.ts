import type { Readable } from 'node:stream';

/** A file of the store while it is read from its beginning. */
export interface OpenedFile {
  readonly bytes: number;
  /** To be read or destroyed. */
  readonly stream: Readable;
}

/**
 * Files that every process on one database reaches, wherever it runs. Each is written once and has a name such as
 * `snapshots/<dataset>/<id>.parquet`, which never gets other bytes.
 * Every method throws AppError UNAVAILABLE where a store of another machine does not answer.
 */
export interface FileStore {
  /** Keeps the bytes of a local file, which are on the disk, under a name; when it answers, a power cut takes nothing back. */
  put(name: string, from: string): Promise<void>;
  /** Gives a file to whoever works with it, at a path of their own, to be read and removed; false if there is none. */
  lend(name: string, to: string): Promise<boolean>;
  /**
   * Where a file can be read on this machine for the moment; null where it had to be fetched and there is none. Whoever reads
   * it must expect that it is gone.
   */
  locate(name: string): Promise<string | null>;
  /** Opens a file to send it on; null if there is none. */
  open(name: string): Promise<OpenedFile | null>;
  /** The names of the files below a folder, in no particular order. */
  list(folder: string): Promise<string[]>;
  /** Removes a file if there is one. */
  remove(name: string): Promise<void>;
  /** Removes all files below a folder that nobody writes to any more. */
  removeFolder(folder: string): Promise<void>;
}
