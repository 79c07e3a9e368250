import { dictionary } from '../../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** Why a model took over by itself. */
export const say = dictionary(english, { de: german });
