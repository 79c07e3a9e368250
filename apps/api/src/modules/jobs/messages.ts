import { dictionary } from '../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** What jobs say while they run. */
export const say = dictionary(english, { de: german });
