/** Mean width of a character of 12 pixel type, in pixels; that of the widest of the fonts that we ask for. */
const CHARACTER_WIDTH = 7.1;

/** The room that a text of 12 pixel type takes, in pixels. */
export function textWidth(text: string): number {
  return text.length * CHARACTER_WIDTH;
}

/** The longest label that fits into `width` pixels, or the last if none does; the labels go from long to short. */
export function fittingLabel(labels: readonly string[], width: number): string {
  return labels.find((label) => textWidth(label) <= width) ?? labels.at(-1) ?? '';
}

/** The text, cut to fit into `width` pixels. */
export function cutLabel(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  return `${text.slice(0, Math.max(1, Math.floor(width / CHARACTER_WIDTH) - 1)).trimEnd()}…`;
}
