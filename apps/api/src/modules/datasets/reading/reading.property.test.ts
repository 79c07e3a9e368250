import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBalanced, readBytes } from '../../../../test/read-bytes.js';

const DIALECTS = [',', ';', '\t', '|', '^', '~', '#', ':'].flatMap((delimiter) =>
  ['\n', '\r\n', '\r'].flatMap((end) => ['"', "'"].map((quote) => ({ delimiter, end, quote }))),
);

/** Letters, delimiters, quotes, blanks and line breaks; no cell is one that stands for something else. */
const cell = fc
  .string({ unit: fc.constantFrom(...'abzé漢019 .,;|\t^~#:"\'\n-'), maxLength: 12 })
  .map((text) => text.trim());

/** Writes a cell as every program writes it: in quotes where it needs them. */
function write(text: string, { delimiter, quote, end }: (typeof DIALECTS)[number]): string {
  const needed = [delimiter, quote, '"', "'", '\n', '\r', ' ', '\t'].some((sign) => text.includes(sign));
  return needed ? `${quote}${text.replaceAll(quote, quote + quote).replaceAll('\n', end)}${quote}` : text;
}

describe('any table', () => {
  it.each(DIALECTS)('written with %j reads back equal', async (dialect) => {
    const { delimiter, end, quote } = dialect;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }).chain((columns) =>
          fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
            minLength: 3,
            maxLength: 20,
          }),
        ),
        fc.integer({ min: 1, max: 64 }),
        async (cells, chunkSize) => {
          const rows = cells.map((row, i) => [`K${i}`, ...row]);
          const names = rows[0]!.map((_, i) => `name ${'abcdefg'[i]}`);
          const text = [names, ...rows].map((row) =>
            row.map((value) => write(value, dialect)).join(delimiter),
          );
          const result = await readBytes(
            text.join(end) + end,
            { delimiter, quote, hasHeader: true },
            chunkSize,
          );
          expect(result.names).toEqual(names);
          expect(result.rows).toEqual(rows);
          expect(isBalanced(result)).toBe(true);
        },
      ),
      { numRuns: 15, seed: 7 },
    );
  });
});
