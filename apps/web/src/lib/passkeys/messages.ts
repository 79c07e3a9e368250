import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  hasOne: 'This device has a passkey of yours already.',
  noAnswer: 'The server did not respond. Try again.',
  cannot: 'This device could not do that. Try another one.',
};

export type English = typeof english;
export const say = dictionary('lib/passkeys', english);
