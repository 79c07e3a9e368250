import { AppError } from '../errors/app-error.js';

/** Most brackets of all kinds that are open at once: selections, arguments and values. 16 levels of a query take 48 of them. */
const MAX_NESTING = 100;

/** Where texts, comments and brackets begin or end. */
const SIGNS = /["#{}()[\]]/g;
const REST_OF_TEXT = /(?:\\.|[^"\\\n\r])*"/y;
const REST_OF_LINE = /[^\n\r]*/y;
const BLOCK = '"""';

/**
 * Refuses a document that is nested too deeply, before it is parsed: the parser goes down a level for each bracket, and some
 * thousands of them would be more than its stack has.
 * @throws AppError BAD_USER_INPUT
 */
export function requireShallow(query: string): void {
  let [open, deepest] = [0, 0];
  SIGNS.lastIndex = 0;
  for (let found = SIGNS.exec(query); found !== null; found = SIGNS.exec(query)) {
    const [sign] = found;
    if (sign === '"') SIGNS.lastIndex = endOfText(query, found.index);
    else if (sign === '#') SIGNS.lastIndex = endOfLine(query, found.index);
    else if ('{(['.includes(sign)) deepest = Math.max(deepest, ++open);
    else open--;
  }
  if (deepest <= MAX_NESTING) return;
  throw new AppError(
    'BAD_USER_INPUT',
    `The document opens ${deepest.toLocaleString('en-US')} brackets in each other; it may open ${MAX_NESTING}.`,
  );
}

/** Behind a text; behind its quote where it does not end, which the parser refuses. */
function endOfText(query: string, start: number): number {
  if (!query.startsWith(BLOCK, start)) {
    REST_OF_TEXT.lastIndex = start + 1;
    return REST_OF_TEXT.test(query) ? REST_OF_TEXT.lastIndex : start + 1;
  }
  let end = query.indexOf(BLOCK, start + BLOCK.length);
  while (end > 0 && query[end - 1] === '\\') end = query.indexOf(BLOCK, end + BLOCK.length);
  return end < 0 ? query.length : end + BLOCK.length;
}

function endOfLine(query: string, start: number): number {
  REST_OF_LINE.lastIndex = start;
  REST_OF_LINE.test(query);
  return REST_OF_LINE.lastIndex;
}
