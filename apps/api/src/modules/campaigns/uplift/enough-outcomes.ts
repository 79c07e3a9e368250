/** How many outcomes of a campaign are known. */
export interface KnownOutcomes {
  readonly contacted: number;
  readonly holdOut: number;
  /** Of whichever happened less often: leaving or staying. */
  readonly rarer: number;
}

/** With fewer an effect that differs by less than the whole rate would not be found. */
export const ENOUGH = { outcomes: 2000, arm: 200, rarer: 100 } as const;

/** Whether it is worth looking for whom a campaign worked. */
export function isEnough({ contacted, holdOut, rarer }: KnownOutcomes): boolean {
  return (
    contacted + holdOut >= ENOUGH.outcomes &&
    Math.min(contacted, holdOut) >= ENOUGH.arm &&
    rarer >= ENOUGH.rarer
  );
}
