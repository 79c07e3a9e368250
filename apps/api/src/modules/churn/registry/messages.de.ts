import type { Translation } from '../../../platform/words/dictionary.js';
import type { English } from './messages.en.js';

export default {
  first: 'Es ist das erste, das gut genug ist.',
  instead: 'Das vorige sagte etwas anderes vorher oder konnte nicht mehr bewerten.',
} satisfies Translation<English>;
