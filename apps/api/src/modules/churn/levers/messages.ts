import { dictionary } from '../../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** What is said of what could change a chance. */
export const say = dictionary(english, { de: german });
