import type { View } from '#lib/state/views.ts';
import { say } from './messages';

const KEYS = ['contact', 'why', 'trust', 'versions'] as const;

export type ChurnView = (typeof KEYS)[number];

/** The questions that the churn screen answers, one at a time. */
export function churnViews(): readonly View<ChurnView>[] {
  return KEYS.map((key) => ({ key, name: say().views[key] }));
}
