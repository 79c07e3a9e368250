import type { Translation } from '../../../platform/words/dictionary.js';
import type { English } from './messages.en.js';

export default {
  yes: 'ja',
  no: 'nein',
  range: (from, to) => `${from} bis ${to}`,
} satisfies Translation<English>;
