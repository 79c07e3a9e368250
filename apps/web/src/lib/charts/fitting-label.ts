/** Mean width of a character of 12 pixel type, in pixels; a little over that of the system fonts. */
const CHARACTER_WIDTH = 6.6;

/** The first of the labels, longest first, that fits into `width` pixels; the last where none does. */
export function fittingLabel(labels: readonly string[], width: number): string {
  return labels.find((label) => label.length * CHARACTER_WIDTH <= width) ?? labels.at(-1) ?? '';
}
