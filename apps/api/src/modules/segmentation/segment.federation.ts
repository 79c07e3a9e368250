import type { EntitySource } from '../../platform/graphql/federation/entity-source.js';
import { Segment } from './segment.entity.js';
import type { SegmentReader } from './segment-reader.js';

/** Segments as other subgraphs refer to them. */
export function segmentEntity({ byId }: SegmentReader): EntitySource<'id'> {
  return { type: Segment, key: ['id'], find: (call, { id }) => call.find(byId, id) };
}
