import type { ResultOf } from '@holdfast/schema';
import type { SliceFragment } from './slice.fragment.ts';

/** How good a model is for one group of customers. */
export type Slice = ResultOf<typeof SliceFragment>;

/** What is said of a group, beside the others. */
export function verdict({ ranksWorse, off, expectedRate, observedRate }: Slice): string {
  const said = [
    ...(ranksWorse ? ['ranked worse'] : []),
    ...(off ? [expectedRate < observedRate ? 'chances too low' : 'chances too high'] : []),
  ];
  return said.join(', ') || 'as elsewhere';
}
