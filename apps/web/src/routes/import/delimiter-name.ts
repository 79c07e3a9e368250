import { say } from './messages';

/** A delimiter by its name, where it has one. */
export function delimiterName(delimiter: string): string {
  const names: Readonly<Record<string, string>> = say().dialect.delimiters;
  return names[delimiter] ?? delimiter;
}
