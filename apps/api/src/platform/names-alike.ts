import unhomoglyph from 'unhomoglyph';

/** Names of these characters are told apart by everybody who reads Latin: "Modern" from "Modem", "Tier I" from "Tier 1". */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the first character of a range
const PLAIN = /^[\u0000-\u00ff]*$/;

/**
 * Whether two names look the same, whatever scripts they are written in and whatever the case: Cyrillic "сосо" and Latin
 * "coco". A name of any script is as good as another, until it looks like one beside it. By the skeletons of Unicode
 * Technical Standard 39, and by its table.
 */
export function areAlike(one: string, other: string): boolean {
  const [small, otherSmall] = [one.toLowerCase(), other.toLowerCase()];
  if (small === otherSmall) return true;
  if (PLAIN.test(one) && PLAIN.test(other)) return false;
  return (
    skeleton(one).toLowerCase() === skeleton(other).toLowerCase() || skeleton(small) === skeleton(otherSmall)
  );
}

function skeleton(name: string): string {
  return unhomoglyph(name.normalize('NFD')).normalize('NFD');
}
