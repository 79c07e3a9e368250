import { say } from './messages';

/** The format of a date by its name, where it has one in the language of the page. */
export function dateFormatName(format: string): string {
  const names: Readonly<Record<string, string>> = say().columns.dateFormats;
  return names[format] ?? format;
}
