export const english = {
  first: 'It is the first that is good enough.',
  instead: 'The one before predicted something else, or could not score any more.',
};

/** The messages of the room. */
export type English = typeof english;
