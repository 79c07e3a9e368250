export const english = {
  yes: 'yes',
  no: 'no',
  range: (from: string, to: string) => `${from} to ${to}`,
};

/** The messages of the room. */
export type English = typeof english;
