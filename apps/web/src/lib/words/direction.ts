import { languageOf } from './languages';
import { locale } from './locale.svelte.ts';

const [LEFT_TO_RIGHT, WHATEVER_IT_IS, END] = ['\u2066', '\u2068', '\u2069'];

/** Whether the page is written from right to left. */
function isRightToLeft(): boolean {
  return languageOf(locale.language).direction === 'rtl';
}

/** A figure with its sign or unit, "−8.2 %": a sentence from right to left would else put them on the wrong side. */
export function keepTogether(figure: string): string {
  return isRightToLeft() ? `${LEFT_TO_RIGHT}${figure}${END}` : figure;
}

/** A name or a text of others inside a sentence: whatever direction it has, the words around it stay where they are. */
export function setApart(text: string): string {
  return isRightToLeft() ? `${WHATEVER_IT_IS}${text}${END}` : text;
}

/** A text for a file or another program, which wants none of the marks that set things apart. */
export function withoutMarks(text: string): string {
  return text.replaceAll(/[\u200e\u200f\u061c\u2066-\u2069]/g, '');
}

/** What goes before and after a part of a message that is more than words, so that it is set apart. */
export function bounds(): readonly [string, string] {
  return isRightToLeft() ? [WHATEVER_IT_IS, END] : ['', ''];
}
