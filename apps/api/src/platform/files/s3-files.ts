import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { StoreConfig } from '../config.js';
import { AppError } from '../errors/app-error.js';
import { StartupError } from '../errors/startup-error.js';
import { lendFile } from '../storage.js';
import { FileCache } from './file-cache.js';
import type { FileStore, OpenedFile } from './file-store.js';

/** Longest that the store may say nothing. */
const SILENCE_MS = 60_000;

/** Files in a bucket of S3, or of what speaks as S3 does; those that are worked with are kept in `cacheFolder` for a while. */
export class S3Files implements FileStore {
  readonly #client: S3Client;
  readonly #cache: FileCache;

  constructor(
    private readonly config: StoreConfig,
    cacheFolder: string,
  ) {
    const { endpoint, region, pathStyle, cacheBytes } = config;
    this.#client = new S3Client({
      region,
      forcePathStyle: pathStyle,
      ...(endpoint !== null && { endpoint }),
      requestHandler: { connectionTimeout: 5000, requestTimeout: SILENCE_MS },
    });
    this.#cache = new FileCache(cacheFolder, cacheBytes);
  }

  /** @throws StartupError where the bucket is not there for us */
  async requireBucket(): Promise<void> {
    const { bucket } = this.config;
    await this.#client.send(new HeadBucketCommand({ Bucket: bucket })).catch((cause: Error) => {
      const status = statusOf(cause);
      // The answer to a HEAD has no body that would name it.
      const why = status === 0 ? cause.name : `status ${status}`;
      throw new StartupError(`The bucket ${bucket} of STORE cannot be reached (${why}).`, { cause });
    });
  }

  async put(name: string, from: string): Promise<void> {
    const params = { ...this.#place(name), Body: createReadStream(from) };
    await answered(new Upload({ client: this.#client, params }).done());
  }

  async lend(name: string, to: string): Promise<boolean> {
    const path = await this.#here(name, true);
    if (path !== null) await lendFile(path, to);
    return path !== null;
  }

  locate(name: string): Promise<string | null> {
    return this.#here(name, false);
  }

  async open(name: string): Promise<OpenedFile | null> {
    try {
      const { Body, ContentLength } = await this.#client.send(new GetObjectCommand(this.#place(name)));
      return { bytes: ContentLength!, stream: Body as Readable };
    } catch (error) {
      if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return null;
      throw away(error);
    }
  }

  async list(folder: string): Promise<string[]> {
    const { Bucket, Key } = this.#place(`${folder}/`);
    const names: string[] = [];
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket, Prefix: Key });
    try {
      for await (const { Contents = [] } of pages) {
        for (const { Key: key } of Contents) names.push(key!.slice(this.config.prefix.length));
      }
    } catch (error) {
      throw away(error);
    }
    return names;
  }

  async removeFolder(folder: string): Promise<void> {
    for (const name of await this.list(folder)) await this.remove(name);
  }

  async remove(name: string): Promise<void> {
    await answered(this.#client.send(new DeleteObjectCommand(this.#place(name))));
    await this.#cache.forget(name);
  }

  #here(name: string, checked: boolean): Promise<string | null> {
    return this.#cache.get(name, async () => (await this.open(name))?.stream ?? null, checked);
  }

  #place(name: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.config.bucket, Key: this.config.prefix + name };
  }
}

async function answered(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    throw away(error);
  });
}

function away(cause: unknown): AppError {
  const status = statusOf(cause);
  // Asking again does not help before somebody has looked at it.
  if (status >= 400 && status < 500) {
    const message = `The store of files refused it (${(cause as Error).name}); whoever runs the server has to look at its credentials and rights.`;
    return new AppError('UNAVAILABLE', message, { cause });
  }
  return new AppError('UNAVAILABLE', 'The store of files did not answer. Try again in a moment.', { cause });
}

/** The HTTP status of what the store answered; 0 where it did not. */
function statusOf(cause: unknown): number {
  return (cause instanceof S3ServiceException && cause.$metadata.httpStatusCode) || 0;
}
