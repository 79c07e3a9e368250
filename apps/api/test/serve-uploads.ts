import Fastify from 'fastify';
import { ResumableUploads } from '../src/modules/datasets/uploads/resumable-uploads.js';
import { uploadRoutes } from '../src/modules/datasets/uploads/upload.routes.js';
import { type UploadBounds, UploadLimits } from '../src/modules/datasets/uploads/upload-limits.js';
import { UploadStore } from '../src/modules/datasets/uploads/upload-store.js';
import type { Caller } from '../src/platform/call/caller.js';
import { systemClock } from '../src/platform/clock.js';
import { answerUnreadable } from '../src/platform/http/answer-unreadable.js';
import { type BodyPace, limitBodyPace } from '../src/platform/http/body-pace.js';
import { answerErrorsAsJson } from '../src/platform/http/error-answer.js';
import { openFrontDoor } from '../src/platform/http/front-door.js';
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
}

/** Serves the uploads of a folder; the name of a caller is their key. */
export async function serveUploads(
  folder: string,
  callers: Readonly<Record<string, Caller>>,
  { bounds, stepBytes, freeBytes, pace, drainMs }: Options,
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
  const limits = new UploadLimits(folder, bounds, stepBytes, freeBytes);
  const store = new UploadStore(folder, systemClock, processes, limits);
  await app.register(async (scope) =>
    uploadRoutes(
      store,
      new ResumableUploads(store, limits),
      async ({ authorization }) => callers[authorization ?? ''] ?? null,
    )(scope),
  );
  await app.ready();
  return {
    url: door.url,
    store,
    close: async () => {
      await door.close();
      await app.close();
    },
  };
}
