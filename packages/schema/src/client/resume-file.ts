import type { DetailedError, HttpRequest, HttpResponse } from 'tus-js-client';
import { NetworkError, RequestError } from './errors.js';
import { readReply } from './read-reply.js';
import type { UploadOptions, UploadTarget } from './upload-options.js';

/** How much of a file is in memory at a time where it is read by us. */
const STEP_BYTES = 8 * 1024 * 1024;
/** Pauses between tries to continue, in milliseconds: for an hour without a single byte. */
const RETRY_MS = [0, 1000, 3000, ...Array.from({ length: 360 }, () => 10_000)];

/**
 * Sends a file by the tus protocol, so that it continues where a connection broke, and returns the upload's id.
 * @throws RequestError, NetworkError
 */
export async function resumeFile(
  file: Blob,
  { url, headers }: UploadTarget,
  { fileName, onProgress, onInterrupted, signal, continueAt, onAddress }: UploadOptions,
): Promise<string> {
  const { Upload } = await import('tus-js-client');
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    let answer: HttpResponse | null = null;
    const upload = new Upload(file, {
      endpoint: `${url}/uploads/resumable`,
      uploadUrl: continueAt === undefined ? null : new URL(continueAt, url).href,
      headers: { ...headers },
      metadata: { filename: fileName },
      // Whoever wants to continue it later keeps its address.
      storeFingerprintForResuming: false,
      retryDelays: RETRY_MS,
      ...(typeof XMLHttpRequest === 'undefined' ? { chunkSize: STEP_BYTES, fileReader: blobReader } : {}),
      onBeforeRequest: () => {
        answer = null;
      },
      onAfterResponse: (request, response) => {
        answer = response;
        requireState(request, response);
      },
      onShouldRetry: (error) => {
        const again = isPassing(answer?.getStatus() ?? 0);
        if (again && onInterrupted) void interruptionOf(error, answer).then(onInterrupted);
        return again;
      },
      onProgress: (sentBytes) => onProgress?.(sentBytes),
      onUploadUrlAvailable: () => onAddress?.(upload.url!),
      onSuccess: () => resolve(upload.url!.split('/').at(-1)!),
      onError: (error) => failureOf(error, answer).then(reject, reject),
    });
    const stop = () => {
      void upload.abort();
      reject(signal!.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
    upload.start();
  });
}

/** Whether the same request may succeed later; a status of 0 is no answer. */
function isPassing(status: number): boolean {
  return status === 0 || status >= 500 || [408, 409, 423, 429].includes(status);
}

/** The library would begin anew whenever the server cannot say how far an upload is; only where it is gone, it may. */
function requireState(request: HttpRequest, response: HttpResponse): void {
  const status = response.getStatus();
  if (request.getMethod() === 'HEAD' && status >= 400 && status !== 404) throw new Error(`Status ${status}`);
}

function failureOf(error: Error | DetailedError, answer: HttpResponse | null): Promise<Error> {
  return 'originalRequest' in error ? interruptionOf(error, answer) : Promise.resolve(error);
}

async function interruptionOf(
  error: Error | DetailedError,
  answer: HttpResponse | null,
): Promise<RequestError | NetworkError> {
  if (answer === null) return new NetworkError(('causingError' in error && error.causingError) || error);
  const headers = ['x-request-id', 'retry-after'].flatMap((name) => {
    const value = answer.getHeader(name);
    return value ? [[name, value] as [string, string]] : [];
  });
  const reply = await readReply(new Response(answer.getBody(), { status: answer.getStatus(), headers }));
  return new RequestError(reply.answer.errors ?? [], reply);
}

/** Reads a Blob in Node, where the library knows files and buffers alone. */
const blobReader = {
  openFile: async (file: Blob) => ({
    size: file.size,
    slice: async (start: number, end: number) => {
      const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
      return { value: Object.assign(bytes, { size: bytes.byteLength }), done: end >= file.size };
    },
    close: () => {},
  }),
};
