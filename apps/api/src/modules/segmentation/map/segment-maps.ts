import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { FigureMemory } from '../../datasets/index.js';
import { chosenK } from '../segment-reader.js';
import type { Segmentation } from '../segmentation.entity.js';
import { drawPoints } from './draw-points.js';
import { encodeMap } from './encode-map.js';

/** How a map is compressed, the one that is preferred first. Coordinates hardly compress: quick is as small as thorough. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const COMPRESS: Readonly<Record<Encoding, (text: string) => Promise<Buffer> | Buffer>> = {
  br: (text) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  gzip: (text) => promisify(gzip)(text, { level: 1 }),
  identity: (text) => Buffer.from(text),
};

/** A map as it is sent; `version` differs where anything on it does. */
export interface ReadyMap {
  readonly version: string;
  readonly body: Buffer;
}

/** What to show of a map: how many customers, and the segments of which k; null for the selected one. */
export interface MapRequest {
  readonly sample: number;
  readonly k: number | null;
  readonly encoding: Encoding;
}

/** Maps of segmentations as columns, kept ready to be sent until anything about the dataset changes. */
export class SegmentMaps {
  constructor(
    private readonly dataSource: DataSource,
    private readonly memory: FigureMemory,
  ) {}

  /** Nobody is on it until the segmentation is COMPLETED. @throws AppError BAD_USER_INPUT if the k was not fitted */
  async ready(
    call: CallContext,
    segmentation: Segmentation,
    { sample, k: asked, encoding }: MapRequest,
  ): Promise<ReadyMap> {
    const { id, datasetId } = segmentation;
    call.require('VIEWER', datasetId);
    const k = chosenK(segmentation, asked);
    return this.memory.of(datasetId, ['map', id, k, sample, encoding], async () => {
      const points = k === null ? [] : await drawPoints(this.dataSource, { id, datasetId, k }, sample);
      const text = JSON.stringify(encodeMap(points));
      const version = createHash('sha256').update(text).digest('base64url');
      return { version, body: await COMPRESS[encoding](text) };
    });
  }
}
