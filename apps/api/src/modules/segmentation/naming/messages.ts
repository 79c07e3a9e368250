import { dictionary } from '../../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** What segments are called, what sets them apart, and why so many of them are recommended. */
export const say = dictionary(english, { de: german });
