import { dictionary } from '../../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** What is said of whom nobody contacts. */
export const say = dictionary(english, { de: german });
