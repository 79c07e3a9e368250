import { dictionary } from '../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** Filters, rules of segments and segments by thirds. */
export const say = dictionary(english, { de: german });
