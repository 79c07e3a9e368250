/** Mean width of a character of 12 pixel type, in pixels; a little over that of the system fonts. */
const CHARACTER_WIDTH = 6.6;

/** The longest label that fits into `width` pixels, or the last if none does; the labels go from long to short. */
export function fittingLabel(labels: readonly string[], width: number): string {
  return labels.find((label) => label.length * CHARACTER_WIDTH <= width) ?? labels.at(-1) ?? '';
}
