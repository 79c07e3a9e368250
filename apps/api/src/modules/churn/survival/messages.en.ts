/** What is said of an expected stay. */
export interface StayTold {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly horizon: number;
  /** The unit of the tenure; null where its column names none. */
  readonly unit: string | null;
  readonly tenure: string;
  readonly atLeast: boolean;
}

export const english = {
  stay: ({ mean, low, high, horizon, unit, tenure, atLeast }: StayTold) => {
    const expected = `${shown(mean)} of the next ${shown(horizon)} ${unit ?? `of ${tenure}`} (${shown(low)} to ${shown(high)})`;
    return atLeast
      ? `Expected to stay at least ${expected}; nobody was seen for longer`
      : `Expected to stay ${expected}`;
  },
  everyone: 'All customers',
  among: 'all customers',
  orMore: (limit: number) => `${limit} or more`,
  under: (limit: number) => `under ${limit}`,
  yes: 'yes',
  no: 'no',
};

/** The messages of the room. */
export type English = typeof english;

const shown = (time: number) => String(Math.round(time * 10) / 10);
