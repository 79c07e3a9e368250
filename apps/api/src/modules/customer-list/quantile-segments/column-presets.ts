import type { DatasetColumn } from '../../datasets/index.js';
import { type ConceptId, conceptOf } from '../../segmentation/index.js';
import { say } from '../messages.js';
import { chooseMeasures } from './choose-measures.js';

/** Columns to find segments by, and what they have in common. */
export interface ColumnPreset {
  readonly name: string;
  readonly words: string;
  readonly columns: string[];
}

/** What customers do, as against who they are. */
const BEHAVIOUR: ReadonlySet<ConceptId> = new Set<ConceptId>([
  ...(['bill', 'campaign', 'catalogue', 'complaint', 'discount', 'orders', 'recency'] as const),
  ...(['spend', 'store', 'usage', 'visits', 'web'] as const),
]);

/** Ways to choose columns by what they are about, judging by names and roles; those of fewer than two columns are absent. */
export function columnPresets(columns: readonly DatasetColumn[]): ColumnPreset[] {
  const features = columns.filter(({ role, type }) => role === 'FEATURE' && type !== 'TEXT');
  const isBehaviour = (name: string) => BEHAVIOUR.has(conceptOf(name)?.id as ConceptId);
  const presets = [
    {
      ...say().presets.behaviour,
      columns: features.map(({ name }) => name).filter(isBehaviour),
    },
    {
      ...say().presets.purchases,
      columns: chooseMeasures(columns).map(({ column }) => column),
    },
    {
      ...say().presets.everything,
      columns: features.map(({ name }) => name),
    },
  ];
  return presets.filter((preset) => preset.columns.length >= 2);
}
