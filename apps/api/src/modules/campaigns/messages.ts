import { dictionary } from '../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** What campaigns could show, how they were drawn, and what they did. */
export const say = dictionary(english, { de: german });
