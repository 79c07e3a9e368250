import type { Readable } from 'node:stream';

/** An upload that comes in parts; it is complete, and an ordinary upload with the same id, when `offset` is `bytes`. */
export interface ResumableUpload {
  readonly id: string;
  readonly fileName: string;
  /** Who began it: the id of a caller. */
  readonly createdBy: string;
  /** How many bytes it will have. */
  readonly bytes: number;
  /** How many of them are kept. */
  readonly offset: number;
}

/** Keeps uploads that come in parts until all of their bytes are there. */
export interface UploadParts {
  /** Keeps what is known of a new one. */
  begin(upload: ResumableUpload): Promise<void>;
  /** One that is not complete yet; null if there is none. */
  find(id: string): Promise<ResumableUpload | null>;
  /** Starts the day anew after which one is removed. */
  touch(upload: ResumableUpload): Promise<void>;
  /**
   * Takes what comes from its offset on, and answers with how many bytes it has then; they are kept when it answers or fails.
   * @throws AppError UPLOAD_TOO_LARGE, UNAVAILABLE
   */
  receive(upload: ResumableUpload, source: Readable): Promise<ResumableUpload>;
  /** Passes `use` a file with all bytes, which it may take away. @throws AppError CONFLICT, UNAVAILABLE */
  whole(upload: ResumableUpload, use: (path: string) => Promise<void>): Promise<void>;
  /** Removes what is left of one that is an ordinary upload by now. */
  forget(id: string): Promise<void>;
}
