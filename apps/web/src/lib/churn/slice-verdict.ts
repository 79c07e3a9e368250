import type { ResultOf } from '@holdfast/schema';
import { say } from './messages';
import type { SliceFragment } from './slice.fragment.ts';

/** How good a model is for one group of customers. */
export type Slice = ResultOf<typeof SliceFragment>;

/** What is said of a group, beside the others. */
export function verdict({ ranksWorse, off, expectedRate, observedRate }: Slice): string {
  const said = [
    ...(ranksWorse ? [say().slices.ranksWorse] : []),
    ...(off ? [expectedRate < observedRate ? say().slices.tooLow : say().slices.tooHigh] : []),
  ];
  return said.join(', ') || say().slices.asElsewhere;
}
