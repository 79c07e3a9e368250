import { createHash } from 'node:crypto';

/** Where the segments of one k come from, by index. */
export interface SegmentOrigin {
  readonly k: number;
  /** Key of the segment in the previous segmentation that each one continues, or null. */
  readonly previousKeys: readonly (string | null)[];
  /** Index of the segment of the next smaller k whose customers each one keeps, or −1. */
  readonly parents: readonly number[];
}

const KEY_LENGTH = 6;

/**
 * Gives every segment its key: the one that its customers had in the previous segmentation, else the one that they have
 * for the next smaller k, else a new one. Keys of one k differ. `salt` makes new keys differ between datasets but not
 * between runs on the same one. `origins` is ascending in k; returns keys by k and index.
 */
export function assignKeys(origins: readonly SegmentOrigin[], salt: string): string[][] {
  const keys: string[][] = [];
  const known = new Set(origins.flatMap(({ previousKeys }) => previousKeys));
  for (const { k, previousKeys, parents } of origins) {
    const smaller = keys.at(-1);
    const taken = new Set(previousKeys);
    keys.push(
      previousKeys.map((previous, index) => {
        const inherited = previous ?? smaller?.[parents[index]!];
        const usable = inherited !== undefined && (previous !== null || !taken.has(inherited));
        const key = usable ? inherited : newKey(`${salt}:${k}:${index}`, known);
        taken.add(key);
        known.add(key);
        return key;
      }),
    );
  }
  return keys;
}

function newKey(seed: string, known: ReadonlySet<string | null>): string {
  for (let attempt = 0; ; attempt++) {
    const digest = createHash('sha256').update(`${seed}:${attempt}`).digest();
    const key = digest.readUIntBE(0, 6).toString(36).padStart(KEY_LENGTH, '0').slice(-KEY_LENGTH);
    if (!known.has(key)) return key;
  }
}
