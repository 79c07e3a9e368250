import type { Client, HoldfastError } from '@holdfast/schema/client';
import { describeFailure, type Failure, networkFailure } from './failure';
import { UploadMemory } from './upload-memory';

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

/** Uploads a file in a way that survives lost connections, restarts of the server and reloads of the page. */
export function uploadFile(file: File, { onProgress, onInterrupted }: UploadListener): Upload {
  const stopping = new AbortController();
  const memory = new UploadMemory(localStorage, file);
  const send = async (): Promise<UploadOutcome> => {
    const client = await loadClient();
    const earlier = memory.address;
    const uploadId = await client.upload(file, {
      fileName: file.name,
      signal: stopping.signal,
      ...(earlier !== null && { continueAt: earlier }),
      onAddress: (address) => memory.remember(address),
      onProgress,
      onInterrupted: (error) => onInterrupted(failureOf(error)),
    });
    memory.forget();
    return { kind: 'done', uploadId };
  };
  const outcome = send().catch(
    (error: unknown): UploadOutcome =>
      stopping.signal.aborted ? { kind: 'stopped' } : { kind: 'failed', failure: failureOf(error) },
  );
  return {
    outcome,
    leave: () => stopping.abort(),
    cancel: () => {
      stopping.abort();
      const { address } = memory;
      memory.forget();
      // Where the server does not hear it, it removes the upload after a day.
      if (address !== null) {
        const headers = { 'tus-resumable': '1.0.0' };
        fetch(address, { method: 'DELETE', headers }).catch(() => {});
      }
    },
  };
}

/** No other screen needs it. */
async function loadClient(): Promise<Client> {
  const { createClient } = await import('@holdfast/schema/client');
  return createClient({ url: location.origin });
}

function failureOf(error: unknown): Failure {
  const { code, message, status } = error as Partial<HoldfastError> & { status?: number };
  // The client could not be loaded, or there was no answer.
  if (code === undefined || code === 'NETWORK') return networkFailure();
  // An answer to a question for the state of an upload has no words.
  if (status === 401) return describeFailure('UNAUTHENTICATED', message!);
  return code === 'INTERNAL' && status! >= 500 ? networkFailure() : describeFailure(code, message!);
}
