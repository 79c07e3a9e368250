import { inFigures } from '../../platform/words/figures.js';
import { spoken } from '../../platform/words/spoken.js';
import type { English } from './messages.en.js';
import { say } from './messages.js';

const NUMBER = /\d+/g;
const TRYING = /^Trying (?!every )(.*)$/;

/**
 * A step as a job has reported it, which is in English, in the language of now: its words are the code that it is found by.
 * One that nobody has translated stays.
 */
export function sayStep(step: string): string {
  if (spoken() === 'en') return step;
  const candidate = TRYING.exec(step)?.[1];
  if (candidate !== undefined) return say().trying(candidate);
  const numbers = step.match(NUMBER) ?? [];
  const { steps } = say();
  const template = step.replaceAll(NUMBER, '#');
  if (!Object.hasOwn(steps, template)) return step;
  let next = 0;
  return steps[template as keyof English['steps']].replaceAll('#', () => inFigures(Number(numbers[next++])));
}
