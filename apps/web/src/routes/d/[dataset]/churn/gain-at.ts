/** What the first so many contacts bring, as parallel columns from no contact to all. */
export interface GainColumns {
  readonly contacts: readonly number[];
  readonly expectedEvents: readonly number[];
  readonly expectedGain: readonly number[] | null;
}

/** What a number of contacts brings. */
export interface Gain {
  readonly expectedEvents: number;
  readonly expectedGain: number | null;
}

/** What so many contacts bring, between two points of the curve in proportion; for a slider that moves. */
export function gainAt({ contacts, expectedEvents, expectedGain }: GainColumns, wanted: number): Gain {
  const after = contacts.findIndex((place) => place >= wanted);
  const high = after === -1 ? contacts.length - 1 : after;
  const low = Math.max(0, high - 1);
  const width = contacts[high]! - contacts[low]!;
  const share = width === 0 ? 1 : Math.min(1, (wanted - contacts[low]!) / width);
  const between = (column: readonly number[]) => column[low]! + share * (column[high]! - column[low]!);
  return {
    expectedEvents: between(expectedEvents),
    expectedGain: expectedGain === null ? null : between(expectedGain),
  };
}
