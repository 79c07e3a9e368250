import { sayTemplate } from '../../platform/words/say-template.js';
import { spoken } from '../../platform/words/spoken.js';
import { say } from './messages.js';

const TRYING = /^Trying (?!every )(.*)$/;

/** A step as a job has reported it, which is in English, in the language of now. One that nobody has translated stays. */
export function sayStep(step: string): string {
  if (spoken() === 'en') return step;
  const candidate = TRYING.exec(step)?.[1];
  return candidate === undefined ? sayTemplate(step, say().steps) : say().trying(candidate);
}
