import { dictionary } from '../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** Whether a model is trained again after a check, and why. */
export const say = dictionary(english, { de: german });
