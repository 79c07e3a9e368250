/** Folders and files that still say texts of their own, in English alone. This list only shrinks. */
export const ENGLISH_ALONE: readonly string[] = [
];

/** Whether a screen, by the id of its route, is not translated yet: then it is marked as English for those who hear it. */
export function isEnglishAlone(route: string | null): boolean {
  return route !== null && ENGLISH_ALONE.includes(`routes${route}`);
}
