import { formatList } from '#lib/format/words.ts';
import type { Lines } from './lines.fragment';
import { say } from './messages';

/** What became of every line of a file, in a sentence; `complete` unless only its beginning was read. */
export function describeLines(lines: Lines, complete = true): string {
  const words = say().lines;
  const parts = (
    [
      'customers',
      'purchases',
      'leftOut',
      'header',
      'aboveHeader',
      'repeats',
      'blank',
      'rejected',
      'continued',
    ] as const
  ).flatMap((part) => {
    const count = lines[part] ?? 0;
    return count > 0 ? [words[part](count)] : [];
  });
  return (complete ? words.all : words.first)(lines.total, formatList(parts));
}
