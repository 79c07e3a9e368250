/** What Unicode has to set a part of a text apart: as it is read from its left, by its own first letter, and its end. */
const [FROM_LEFT, BY_ITSELF, END] = ['\u2066', '\u2068', '\u2069'];

/** What goes before and after what is set apart, whatever its direction. */
export const BOUNDS = [BY_ITSELF, END] as const;

/** A text of whatever direction, set apart from those around it. */
export function enclosed(text: string): string {
  return `${BY_ITSELF}${text}${END}`;
}

/** A text that is read from its left, set apart from those around it. */
export function enclosedFromLeft(text: string): string {
  return `${FROM_LEFT}${text}${END}`;
}

/** A text for a file or another program, which wants none of these marks, nor of those that Intl puts beside signs. */
export function withoutMarks(text: string): string {
  return text.replaceAll(/[\u200e\u200f\u061c\u2066-\u2069]/g, '');
}
