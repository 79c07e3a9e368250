import { rmSync } from 'node:fs';
import Fastify from 'fastify';
import { createUploads } from '../src/modules/datasets/uploads/create-uploads.js';
import { uploadRoutes } from '../src/modules/datasets/uploads/upload.routes.js';
import type { UploadBounds } from '../src/modules/datasets/uploads/upload-limits.js';
import type { UploadStore } from '../src/modules/datasets/uploads/upload-store.js';
import { WorkFolders } from '../src/modules/datasets/work-folders.js';
import type { Caller } from '../src/platform/call/caller.js';
import { systemClock } from '../src/platform/clock.js';
import type { FileStore } from '../src/platform/files/file-store.js';
import { LocalFiles } from '../src/platform/files/local-files.js';
import { answerUnreadable } from '../src/platform/http/answer-unreadable.js';
import { type BodyPace, limitBodyPace } from '../src/platform/http/body-pace.js';
import { answerErrorsAsJson } from '../src/platform/http/error-answer.js';
import { openFrontDoor } from '../src/platform/http/front-door.js';
import type { Authenticate } from '../src/platform/http/open-call.js';
import { createLogger } from '../src/platform/logger.js';

/** The routes of uploads on a port, for tests, without a database. */
export interface ServedUploads {
  readonly url: string;
  readonly store: UploadStore;
  close(): Promise<void>;
}

interface Options {
  readonly bounds: UploadBounds;
  readonly stepBytes: number;
  /** What is left of the disk. */
  readonly freeBytes: () => Promise<number>;
  readonly pace: BodyPace;
  readonly drainMs: number;
  /** Where other machines find them; this disk alone where there is none. */
  readonly bucket?: FileStore;
}

/** Serves the uploads of a folder; the name of a caller is their key. */
export async function serveUploads(
  folder: string,
  callers: Readonly<Record<string, Caller>>,
  { bounds, stepBytes, freeBytes, pace, drainMs, bucket }: Options,
): Promise<ServedUploads> {
  const door = await openFrontDoor('127.0.0.1', 0, drainMs);
  const app = Fastify({
    clientErrorHandler: answerUnreadable,
    serverFactory: (listener) => {
      door.open(listener);
      return door.server;
    },
  });
  answerErrorsAsJson(app, createLogger('silent'));
  limitBodyPace(app, pace);
  const processes = { ownKey: 7, living: async () => new Set([7]) };
  const work = `${folder}-work`;
  const storage = {
    ...{ dataDir: folder, uploads: folder, isRemote: bucket !== undefined },
    files: bucket ?? new LocalFiles(folder),
  };
  const { uploads, resumable } = createUploads(
    { storage, processes, clock: systemClock, limits: bounds, stepBytes, freeBytes },
    new WorkFolders(work, processes),
  );
  const authenticate: Authenticate = async ({ authorization }) => callers[authorization ?? ''] ?? null;
  await app.register(async (scope) => uploadRoutes(uploads, resumable, authenticate)(scope));
  await app.ready();
  return {
    url: door.url,
    store: uploads,
    close: async () => {
      await door.close();
      await app.close();
      rmSync(work, { recursive: true, force: true });
    },
  };
}
