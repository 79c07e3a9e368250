import type { NetworkError, RequestError } from './errors.js';

/** How an upload reaches the server. */
export interface UploadTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
}

/** How a file is sent. */
export interface UploadOptions {
  /** Its name, by which its form is told. */
  readonly fileName: string;
  /** Is told how many bytes are sent. */
  readonly onProgress?: (sentBytes: number) => void;
  /** Is told what broke a resumable one, which goes on by itself. */
  readonly onInterrupted?: (error: RequestError | NetworkError) => void;
  /** Ends it. What was sent of a resumable one stays for a day. */
  readonly signal?: AbortSignal;
  /** Whether it continues where a connection breaks; one plain request where false. Default: true. */
  readonly resumable?: boolean;
  /** Is told the address of a resumable upload, for `continueAt`. */
  readonly onAddress?: (address: string) => void;
  /** The address of a resumable upload that was begun before, of the same file; where it is gone, another is begun. */
  readonly continueAt?: string;
}
