import { say } from './messages';

/** From here on a customer is called typical. */
const TYPICAL = 0.5;
/** Below this one is called nearly as much one of the next segment. */
const BETWEEN = 0.15;

/** How typical a customer is of its segment, in a sentence; null where it is not known. */
export function describeTypicality({
  typicality,
  secondSegment,
}: {
  readonly typicality: number | null;
  readonly secondSegment: { readonly name: string } | null;
}): string | null {
  if (typicality === null || secondSegment === null) return null;
  if (typicality < BETWEEN) return say().segment.between(secondSegment.name);
  return typicality >= TYPICAL ? say().segment.typical : say().segment.nearest(secondSegment.name);
}
