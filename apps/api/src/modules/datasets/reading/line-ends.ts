const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Counts the lines of a text that comes in chunks, whatever ends them; the last one needs no end. */
export function countLineEnds(): { push(chunk: Uint8Array): void; count(): number } {
  let ends = 0;
  let last = LINE_FEED;
  return {
    push(chunk) {
      for (let at = chunk.indexOf(CARRIAGE_RETURN); at !== -1; at = chunk.indexOf(CARRIAGE_RETURN, at + 1))
        ends++;
      for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) {
        const before = at === 0 ? last : chunk[at - 1];
        if (before !== CARRIAGE_RETURN) ends++;
      }
      last = chunk[chunk.length - 1] ?? last;
    },
    count: () => ends + (last === LINE_FEED || last === CARRIAGE_RETURN ? 0 : 1),
  };
}
