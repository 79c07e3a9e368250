import { postFile } from './post-file.js';
import { resumeFile } from './resume-file.js';
import type { UploadOptions, UploadTarget } from './upload-options.js';

/** Sends a file and returns the upload's id, for `importDataset`. In Node, `openAsBlob` of `node:fs` makes a Blob of a file. */
export function uploadFile(file: Blob, target: UploadTarget, options: UploadOptions): Promise<string> {
  return options.resumable === false ? postFile(file, target, options) : resumeFile(file, target, options);
}
