import { dictionary } from '../../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** What a model predicts, what is asked about it, and why columns are not learned from. */
export const say = dictionary(english, { de: german });
