import { spoken } from '../words/spoken.js';
import { english } from './messages.en.js';
import { say } from './messages.js';

/** What stands for what in a written error. */
const PARTS = {
  '#': '([-−]?\\d[\\d,]*(?:\\.\\d+)?(?:e[-+]?\\d+)?)',
  '@': '([\\w.\\[\\]]+)',
  '{}': '([^]+?)',
} as const;

/** Longer messages quote what somebody sent at length; searching them for what is said of it could take long. */
const LONGEST = 2_000;

const PATTERNS = (Object.keys(english) as (keyof typeof english)[]).map((written) => ({
  written,
  pattern: toPattern(written),
}));

/**
 * The message of an error, which is written in English, in the language of now: how it is written is the code that it is found
 * by. One that nobody has translated stays.
 */
export function sayError(message: string): string {
  if (spoken() === 'en' || message.length > LONGEST) return message;
  for (const { written, pattern } of PATTERNS) {
    const found = pattern.exec(message);
    if (found) return say()[written].replaceAll(/\$(\d)/g, (_, place) => found[Number(place)]!);
  }
  return message;
}

function toPattern(written: string): RegExp {
  const parts = written
    .split(/(#|@|\{\})/)
    .map((part) => PARTS[part as keyof typeof PARTS] ?? part.replaceAll(/[.*+?^$()[\]\\|]/g, '\\$&'));
  return new RegExp(`^${parts.join('')}$`);
}
