import { dictionary } from '../words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** What is wrong with what was asked. */
export const say = dictionary(english, { de: german });
