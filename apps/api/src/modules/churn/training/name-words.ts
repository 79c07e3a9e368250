import { wordsOf } from '../../feature-matrix/index.js';

/** A column's name as lower-case words without accents or signs: "Kündigungs-Grund" → "kundigungs grund". */
export function nameWords(name: string): string {
  return (
    wordsOf(name)
      .replace(/ß/g, 'ss')
      // A letter of its own, not an l with an accent.
      .replace(/ł/g, 'l')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  );
}
