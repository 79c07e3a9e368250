import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  hasOne: 'Auf diesem Gerät gibt es schon einen Passkey von Ihnen.',
  noAnswer: 'Der Server hat nicht geantwortet. Versuchen Sie es erneut.',
  cannot: 'Dieses Gerät konnte das nicht. Versuchen Sie es mit einem anderen.',
} satisfies Translation<English>;
