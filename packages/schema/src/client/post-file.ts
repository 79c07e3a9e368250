import { NetworkError, RequestError } from './errors.js';
import { readReply } from './read-reply.js';
import type { UploadOptions, UploadTarget } from './upload-options.js';

/** Sends a file as the body of one request, and returns the upload's id. @throws RequestError, NetworkError */
export async function postFile(
  file: Blob,
  { url, headers, fetch }: UploadTarget,
  { fileName, onProgress, signal }: UploadOptions,
): Promise<string> {
  const address = `${url}/uploads?filename=${encodeURIComponent(fileName)}`;
  signal?.throwIfAborted();
  // Pages can tell how much they have sent by XMLHttpRequest alone.
  const send = onProgress && typeof XMLHttpRequest !== 'undefined' ? sendByRequest : sendByFetch(fetch);
  const response = await send(address, headers, file, onProgress, signal).catch((error: unknown) => {
    if (signal?.aborted) throw signal.reason;
    throw new NetworkError(error);
  });
  if (response.status === 201) return ((await response.json()) as { uploadId: string }).uploadId;
  const reply = await readReply(response);
  throw new RequestError(reply.answer.errors ?? [], reply);
}

type Send = (
  address: string,
  headers: Readonly<Record<string, string>>,
  file: Blob,
  onProgress: ((sentBytes: number) => void) | undefined,
  signal: AbortSignal | undefined,
) => Promise<Response>;

const sendByFetch =
  (fetch: UploadTarget['fetch']): Send =>
  (address, headers, file, onProgress, signal) => {
    const body = onProgress ? file.stream().pipeThrough(counted(onProgress)) : file;
    // A stream is sent while it is read; TypeScript's types of fetch do not know the option yet.
    const init = { method: 'POST', headers, body, duplex: 'half', ...(signal ? { signal } : {}) };
    return fetch(address, init as RequestInit);
  };

/** Bytes that are counted on their way. */
function counted(onProgress: (sentBytes: number) => void) {
  let sent = 0;
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      sent += chunk.byteLength;
      onProgress(sent);
    },
  });
}

const sendByRequest: Send = (address, headers, file, onProgress, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onProgress?.(loaded);
    request.onload = () => {
      const known = ['x-request-id', 'retry-after'].map((name) => [name, request.getResponseHeader(name)]);
      const answered = known.filter((pair): pair is [string, string] => pair[1] !== null);
      resolve(new Response(request.responseText, { status: request.status, headers: answered }));
    };
    request.onerror = () => reject(new Error('the connection broke'));
    request.onabort = () => reject(signal?.reason);
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
