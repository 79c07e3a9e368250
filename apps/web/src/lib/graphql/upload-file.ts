import type { DetailedError, HttpRequest, HttpResponse, Upload as TusUpload } from 'tus-js-client';
import { describeFailure, type Failure, networkFailure } from './failure';

/** How an upload ended. */
export type UploadOutcome =
  | { readonly kind: 'done'; readonly uploadId: string }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A running upload. */
export interface Upload {
  readonly outcome: Promise<UploadOutcome>;
  /** Ends it, also on the server. */
  cancel(): void;
  /** Leaves it: whoever chooses the same file again continues it. */
  leave(): void;
}

/** What is told of a running upload. */
export interface UploadListener {
  /** The bytes that are sent; first those that were there before. */
  onProgress(sentBytes: number): void;
  /** It was interrupted and is continued by itself. */
  onInterrupted(failure: Failure): void;
}

/** Pauses between attempts to continue: for an hour without a single byte. */
const RETRY_MS = [0, 1000, 3000, ...Array.from({ length: 360 }, () => 10_000)];

/** Whether the same request may succeed later; a status of 0 is no answer. */
function isTransient(status: number): boolean {
  return status === 0 || status >= 500 || [408, 409, 423, 429].includes(status);
}

function failureOf(response: HttpResponse | null): Failure {
  const status = response?.getStatus() ?? 0;
  const { code, message } = parse(response?.getBody() ?? '');
  if (typeof code === 'string' && typeof message === 'string') return describeFailure(code, message);
  // A proxy, a server that starts, or an answer to HEAD, which has no body.
  if (isTransient(status)) return networkFailure();
  const named = status === 401 ? 'UNAUTHENTICATED' : 'INTERNAL';
  return describeFailure(named, `The server responded with status ${status}.`);
}

function parse(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The client would begin anew whenever the server cannot say how far an upload is; only where it is gone, it may. */
function requireAnswer(request: HttpRequest, response: HttpResponse): void {
  const status = response.getStatus();
  if (request.getMethod() === 'HEAD' && status >= 400 && status !== 404) throw new Error(`Status ${status}`);
}

/** Uploads a file in a way that survives lost connections, restarts of the server and reloads of the page. */
export function uploadFile(file: File, { onProgress, onInterrupted }: UploadListener): Upload {
  let upload: TusUpload | undefined;
  let stopped = false;
  let stop: () => void = () => {};
  const outcome = new Promise<UploadOutcome>((resolve) => {
    stop = () => {
      stopped = true;
      resolve({ kind: 'stopped' });
    };
    const begin = async () => {
      const { Upload } = await import('tus-js-client');
      let answer: HttpResponse | null = null;
      const begun = new Upload(file, {
        endpoint: `${location.origin}/uploads/resumable`,
        metadata: { filename: file.name },
        retryDelays: RETRY_MS,
        removeFingerprintOnSuccess: true,
        onBeforeRequest: () => {
          answer = null;
        },
        onAfterResponse: (request, response) => {
          answer = response;
          requireAnswer(request, response);
        },
        onShouldRetry: () => {
          const again = isTransient(answer?.getStatus() ?? 0);
          if (again) onInterrupted(failureOf(answer));
          return again;
        },
        onProgress,
        onSuccess: () => resolve({ kind: 'done', uploadId: begun.url!.split('/').at(-1)! }),
        onError: (error: Error | DetailedError) =>
          resolve({
            kind: 'failed',
            failure:
              'originalRequest' in error ? failureOf(answer) : describeFailure('INTERNAL', error.message),
          }),
      });
      const [earlier] = await begun.findPreviousUploads();
      if (earlier) begun.resumeFromPreviousUpload(earlier);
      upload = begun;
      if (!stopped) begun.start();
    };
    // The client could not be loaded.
    begin().catch(() => resolve({ kind: 'failed', failure: networkFailure() }));
  });
  return {
    outcome,
    cancel: () => {
      stop();
      // Where the server does not hear it, it removes the upload after a day.
      upload?.abort(true).catch(() => {});
    },
    leave: () => {
      stop();
      void upload?.abort();
    },
  };
}
