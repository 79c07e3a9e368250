import { inFigures } from './figures.js';
import { spoken } from './spoken.js';

const NUMBER = /\d+/g;

/**
 * A text that is kept in English, in the language of now: its words are the code that it is found by, with # for each of its
 * numbers. One that nobody has translated stays.
 */
export function sayTemplate(text: string, templates: Readonly<Record<string, string>>): string {
  if (spoken() === 'en') return text;
  const numbers = text.match(NUMBER) ?? [];
  const template = text.replaceAll(NUMBER, '#');
  if (!Object.hasOwn(templates, template)) return text;
  let next = 0;
  return templates[template]!.replaceAll('#', () => inFigures(Number(numbers[next++])));
}
