import { postFile, type UploadTarget } from './post-file.js';
import { resumeFile } from './resume-file.js';

/** How a file is sent. */
export interface UploadOptions {
  /** Its name, by which its form is told. */
  readonly fileName: string;
  /** Is told how many bytes are sent. */
  readonly onProgress?: (sentBytes: number) => void;
  /** Ends it. What was sent of a resumable one stays for a day. */
  readonly signal?: AbortSignal;
  /** Whether it continues where a connection breaks; one plain request where false. Default: true. */
  readonly resumable?: boolean;
  /** Is told the address of a resumable upload, for `continueAt`. */
  readonly onAddress?: (address: string) => void;
  /** The address of a resumable upload that was begun before, of the same file. */
  readonly continueAt?: string;
}

/** Sends a file and returns the upload's id, for `importDataset`. In Node, `openAsBlob` of `node:fs` makes a Blob of a file. */
export function uploadFile(file: Blob, target: UploadTarget, options: UploadOptions): Promise<string> {
  return options.resumable === false ? postFile(file, target, options) : resumeFile(file, target, options);
}
