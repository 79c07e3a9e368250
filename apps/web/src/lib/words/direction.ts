import { languageOf } from './languages';
import { locale } from './locale.svelte.ts';
import { BOUNDS, enclosed, enclosedFromLeft } from './marks';

/** Whether the page is written from right to left. */
function isRightToLeft(): boolean {
  return languageOf(locale.language).direction === 'rtl';
}

/** A figure with its sign or unit, "−8.2 %": a sentence from right to left would else put them on the wrong side. */
export function keepTogether(figure: string): string {
  return isRightToLeft() ? enclosedFromLeft(figure) : figure;
}

/** A name or a text of others inside a sentence: whatever direction it has, the words around it stay where they are. */
export function setApart(text: string): string {
  return isRightToLeft() ? enclosed(text) : text;
}

/** What goes before and after a part of a message that is more than words, so that it is set apart. */
export function bounds(): readonly [string, string] {
  return isRightToLeft() ? BOUNDS : ['', ''];
}
