import { dictionary } from '../../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** What is said of models, of what they have found, and of customers by it. */
export const say = dictionary(english, { de: german });
