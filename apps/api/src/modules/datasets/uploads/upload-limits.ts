import { statfs } from 'node:fs/promises';
import { MAX_UPLOAD_BYTES } from '@holdfast/schema';
import type { CallContext } from '../../../platform/call/call-context.js';
import { SERVER } from '../../../platform/call/caller.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { recordsIn } from './upload-records.js';

/** How much may be uploaded; sizes in bytes. */
export interface UploadBounds {
  /** Of one upload. */
  readonly uploadBytes?: number;
  /** Of the text that one upload is unpacked to. */
  readonly unpackedBytes?: number;
  /** Of all uploads of one key or user that wait to be imported. */
  readonly uploadQuota: number;
  /** Of the disk, that uploads leave free. */
  readonly diskReserve: number;
}

/** An upload while its bytes come. */
export interface Admission {
  /** Takes the bytes so far. Looks at quota and disk every 16 MB. @throws AppError like `admit` */
  check(bytes: number): Promise<void>;
  /** Takes the bytes in the end. @throws AppError like `admit` */
  checkAll(bytes: number): Promise<void>;
  /** It has come, or never will. */
  end(): void;
}

/** What an upload counts at least, so that nobody can have millions of small ones. */
const LEAST_COUNTED = 1024 ** 2;

/** Limits uploads in their size, in what one caller has waiting, and by the space left on the disk. */
export class UploadLimits {
  readonly #underWay = new Set<{ readonly createdBy: string; bytes: number }>();

  constructor(
    readonly folder: string,
    private readonly bounds: UploadBounds,
    /** Bytes between two looks at what is left. */
    readonly stepBytes = 16 * 1024 ** 2,
    private readonly freeBytes = freeBytesOf,
    /** What is stored, by any process, unfinished resumable uploads with the bytes that they will have. */
    private readonly records = recordsIn(folder),
  ) {}

  /** Most bytes that an upload may be unpacked to; undefined for those that an upload may have. */
  get unpackedBytes(): number | undefined {
    return this.bounds.unpackedBytes ?? this.bounds.uploadBytes;
  }

  /**
   * Admits an upload of the announced size, which is 0 if nobody knows it, until `end` is called.
   * @throws AppError UPLOAD_TOO_LARGE, UPLOAD_QUOTA_EXCEEDED, UNAVAILABLE if the disk would get too full
   */
  async admit(call: CallContext, announced: number): Promise<Admission> {
    this.requireSize(announced);
    const upload = { createdBy: call.caller.id, bytes: announced };
    this.#underWay.add(upload);
    let next = this.stepBytes;
    const admission: Admission = {
      check: async (bytes) => {
        this.requireSize(bytes);
        if (bytes < next) return;
        next = bytes + this.stepBytes;
        await admission.checkAll(bytes);
      },
      checkAll: async (bytes) => {
        upload.bytes = Math.max(announced, bytes);
        await this.#requireQuota(call);
        await this.requireDisk(Math.max(0, announced - bytes));
      },
      end: () => void this.#underWay.delete(upload),
    };
    try {
      await admission.checkAll(0);
      return admission;
    } catch (error) {
      admission.end();
      throw error;
    }
  }

  /** @throws AppError UPLOAD_TOO_LARGE */
  requireSize(bytes: number): void {
    const { uploadBytes = MAX_UPLOAD_BYTES } = this.bounds;
    if (bytes <= uploadBytes) return;
    throw new AppError(
      'UPLOAD_TOO_LARGE',
      `The upload has ${bytes} bytes or more; it may have ${uploadBytes}. Remove columns or send a sample.`,
    );
  }

  /** Takes the bytes of an upload up to now. @throws AppError UPLOAD_TOO_LARGE if fewer were announced */
  requireAnnounced(bytes: number, announced: number): void {
    if (bytes <= announced) return;
    const message = `The upload would have ${bytes} bytes or more; ${announced} were announced.`;
    throw new AppError('UPLOAD_TOO_LARGE', message);
  }

  /** @throws AppError UNAVAILABLE if so many bytes would not leave the reserve free */
  async requireDisk(bytes: number): Promise<void> {
    const free = await this.freeBytes(this.folder);
    const { diskReserve } = this.bounds;
    if (free - bytes >= diskReserve) return;
    throw new AppError(
      'UNAVAILABLE',
      `The server has ${free} bytes of disk space left, of which it keeps ${diskReserve}; the upload needs ${bytes || 'some'} more. Try again when there is more space.`,
    );
  }

  /** The server's own uploads come from its operator. @throws AppError UPLOAD_QUOTA_EXCEEDED */
  async #requireQuota({ caller }: CallContext): Promise<void> {
    if (caller === SERVER) return;
    const { uploadQuota } = this.bounds;
    let bytes = 0;
    for (const upload of [...this.#underWay, ...(await this.records.all())]) {
      if (upload.createdBy === caller.id) bytes += Math.max(upload.bytes, LEAST_COUNTED);
    }
    if (bytes <= uploadQuota) return;
    throw new AppError(
      'UPLOAD_QUOTA_EXCEEDED',
      `Your uploads that wait to be imported would have ${bytes} bytes, each counted as at least ${LEAST_COUNTED}; they may have ${uploadQuota}. Import or delete some (DELETE /uploads/{id}); each is removed a day after it was last used.`,
    );
  }
}

/** What a process may still write to the disk of a folder. */
async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
