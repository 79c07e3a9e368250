import type { FigureMemory } from '../datasets/index.js';
import { asksForScore, type ListScope, type SegmentPlaces } from './customer-conditions.js';
import { sourceOf, type ToldRows } from './row-source.js';
import { type CustomerColumns, rowsByColumns } from './rows-by-columns.js';

/**
 * Where the customers of a list's segments are, of its risk bands alone if it names some: a pass over all, which is remembered, so
 * that no page looks at everyone before them in its order.
 */
export function membersOf(
  deps: CustomerColumns & { readonly memory: FigureMemory },
  { datasetId, championId, filter: asked }: ListScope,
  segments: SegmentPlaces,
): Promise<ToldRows> {
  const filter = { riskBand: asked.riskBand, riskBands: asked.riskBands };
  const byBand = championId !== null && asksForScore(filter);
  const scope = { datasetId, championId, segments, filter: byBand ? filter : {} };
  const about = ['members', segments, byBand ? [championId, filter] : null];
  return deps.memory.of(datasetId, about, async () => sourceOf(await rowsByColumns(deps, scope)));
}
