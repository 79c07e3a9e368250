import type { Clock } from '../../../platform/clock.js';
import type { Storage } from '../../../platform/storage.js';
import type { Processes, WorkFolders } from '../work-folders.js';
import { LocalParts } from './local-parts.js';
import { ResumableUploads } from './resumable-uploads.js';
import { SharedParts } from './shared-parts.js';
import { SharedUploads } from './shared-uploads.js';
import { type UploadBounds, UploadLimits } from './upload-limits.js';
import { UploadStore } from './upload-store.js';

/** What uploads depend on. */
interface UploadsDependencies {
  readonly storage: Storage;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly limits: UploadBounds;
  /** Bytes after which what came is kept, and quota and disk are looked at; 16 MB where nothing is said. */
  readonly stepBytes?: number;
  /** What is left of the disk of a folder. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** Uploads at once and in parts, on this disk or in a store that several machines share. */
export function createUploads(deps: UploadsDependencies, work: WorkFolders) {
  const { storage, processes, clock, stepBytes, freeBytes } = deps;
  const folder = storage.uploads;
  const shared = storage.isRemote ? new SharedUploads(storage.files, work, clock) : null;
  const uploadLimits = new UploadLimits(folder, deps.limits, stepBytes, freeBytes, shared?.records);
  const uploads = new UploadStore(folder, clock, processes, uploadLimits, shared);
  const parts = shared
    ? new SharedParts(storage.files, work, uploadLimits, clock)
    : new LocalParts(folder, uploadLimits);
  return { uploads, uploadLimits, resumable: new ResumableUploads(uploads, uploadLimits, parts) };
}
