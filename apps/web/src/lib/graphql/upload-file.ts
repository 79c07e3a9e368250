import { describeFailure, type Failure, networkFailure } from './failure';

/** How an upload ended. */
export type UploadOutcome =
  | { readonly kind: 'done'; readonly uploadId: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A running upload. */
export interface Upload {
  readonly outcome: Promise<UploadOutcome>;
  cancel(): void;
}

function outcomeOf(request: XMLHttpRequest): UploadOutcome {
  const body = parse(request.responseText);
  if (request.status === 201 && typeof body.uploadId === 'string')
    return { kind: 'done', uploadId: body.uploadId };
  const message =
    typeof body.message === 'string' ? body.message : `The server responded with status ${request.status}.`;
  return { kind: 'failed', failure: describeFailure(body.code, message) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Uploads a file and reports the bytes sent; by XMLHttpRequest, since fetch reports no upload progress. */
export function uploadFile(file: File, onProgress: (sentBytes: number) => void): Upload {
  const request = new XMLHttpRequest();
  const outcome = new Promise<UploadOutcome>((resolve) => {
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () => resolve(outcomeOf(request)));
    request.addEventListener('error', () => resolve({ kind: 'failed', failure: networkFailure() }));
    request.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
  });
  request.open('POST', `/uploads?filename=${encodeURIComponent(file.name)}`);
  request.setRequestHeader('content-type', 'text/csv');
  request.send(file);
  return { outcome, cancel: () => request.abort() };
}
