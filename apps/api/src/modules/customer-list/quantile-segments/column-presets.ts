import type { DatasetColumn } from '../../datasets/index.js';
import { type ConceptId, conceptOf } from '../../segmentation/index.js';
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
      name: 'Behaviour',
      words: 'What customers do: what they buy and spend, how often they come, what they answer.',
      columns: features.map(({ name }) => name).filter(isBehaviour),
    },
    {
      name: 'Recency, frequency, value',
      words: 'How recently, how often and for how much they bought.',
      columns: chooseMeasures(columns).map(({ column }) => column),
    },
    {
      name: 'Everything',
      words: 'Every feature, who they are included.',
      columns: features.map(({ name }) => name),
    },
  ];
  return presets.filter((preset) => preset.columns.length >= 2);
}
