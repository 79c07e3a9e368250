import { dictionary } from '../../../platform/words/dictionary.js';
import german from './warnings.de.js';
import { english } from './warnings.en.js';

/** The warnings about a model, by their codes, and why it may not be champion. */
export const sayWarnings = dictionary(english, { de: german });
