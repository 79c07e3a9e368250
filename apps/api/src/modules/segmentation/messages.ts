import { dictionary } from '../../platform/words/dictionary.js';
import german from './messages.de.js';
import { english } from './messages.en.js';

/** What became of segments, and who lies apart. */
export const say = dictionary(english, { de: german });
