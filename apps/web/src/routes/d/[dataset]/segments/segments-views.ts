import type { View } from '#lib/state/views.ts';
import { say } from './messages';

/** The questions that the segments screen answers, one at a time; their keys stand in links that people have kept. */
const KEYS = ['map', 'profiles', 'distributions', 'two', 'flow', 'trust'] as const;

/** The questions with what they are called, in the language of the page. */
export function segmentsViews(): View<(typeof KEYS)[number]>[] {
  return KEYS.map((key) => ({ key, name: say().views[key] }));
}
