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

/** A name on a picture of this width, in two lines at most, and the room that it takes. */
export function nameInLines(name: string, width: number): { lines: string[]; width: number } {
  const lines = wrapLabel(name, Math.min(150, width * 0.4), 2);
  return { lines, width: Math.max(...lines.map(textWidth)) };
}

/** The text in lines that fit into `width` pixels, broken between words; what `most` lines do not hold is cut. */
export function wrapLabel(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && (lines.length === most || textWidth(longer) <= width))
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => cutLabel(line, width));
}
