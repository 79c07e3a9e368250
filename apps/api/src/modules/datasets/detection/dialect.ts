import { AppError } from '../../../platform/errors/app-error.js';
import type { CsvDialectInput } from '../dataset.inputs.js';
import type { GivenForm } from '../reading/detect-form.js';
import type { Splitting } from '../reading/split-record.js';
import type { DateOrder } from '../values/date-values.js';
import type { DecimalSeparator } from '../values/number-values.js';

/** The form that a caller asks for. @throws AppError BAD_USER_INPUT */
export function requireForm(given: CsvDialectInput): GivenForm {
  const delimiter = requireCharacter('delimiter', given.delimiter);
  const quote = given.quote === '' ? null : (requireCharacter('quote', given.quote) ?? undefined);
  // Where no quote is asked for, it is the usual one.
  if (delimiter !== null) requireDifferent({ delimiter, quote: quote === undefined ? '"' : quote });
  return { delimiter, quote, hasHeader: given.hasHeader ?? null };
}

/** @throws AppError BAD_USER_INPUT if a quote is also the delimiter */
export function requireDifferent({ delimiter, quote }: Pick<Splitting, 'delimiter' | 'quote'>): void {
  if (delimiter[0] !== quote) return;
  throw new AppError(
    'BAD_USER_INPUT',
    `delimiter and quote are both ${JSON.stringify(quote)}; they must differ.`,
    { field: ['dialect', 'delimiter'] },
  );
}

function requireCharacter(name: 'delimiter' | 'quote', value: string | null | undefined): string | null {
  if (value == null) return null;
  // Of one byte in UTF-8, as records are read; a preview shows a delimiter that is doubled as such.
  const character = name === 'delimiter' && value.length === 2 && value[0] === value[1] ? value[0]! : value;
  if (Buffer.byteLength(character) === 1 && !/[\r\n]/.test(character)) return value;
  throw new AppError(
    'BAD_USER_INPUT',
    `${name} is ${JSON.stringify(value)}; it must be one ASCII character, and no line break.`,
    { field: ['dialect', name] },
  );
}

/** @throws AppError BAD_USER_INPUT unless it is "." or "," */
export function requireDecimal(value: string | null | undefined): DecimalSeparator | null {
  if (value == null || value === '.' || value === ',') return value ?? null;
  throw new AppError('BAD_USER_INPUT', `decimalSeparator is "${value}"; it must be "." or ",".`, {
    field: ['dialect', 'decimalSeparator'],
  });
}

const DATE_FORMATS: Readonly<Record<string, DateOrder>> = {
  ddmmyyyy: 'dmy',
  mmddyyyy: 'mdy',
  yyyymmdd: 'ymd',
  ddmmmyyyy: 'named',
};

/** @throws AppError BAD_USER_INPUT unless it names an order of day, month and year */
export function requireDateOrder(format: string | null | undefined): DateOrder | null {
  if (format == null) return null;
  const order = DATE_FORMATS[format.toLowerCase().replace(/[-/. ]/g, '')];
  if (order) return order;
  throw new AppError(
    'BAD_USER_INPUT',
    `dateFormat is "${format}"; it must be "dd-mm-yyyy", "mm-dd-yyyy" or "yyyy-mm-dd".`,
    { field: ['dialect', 'dateFormat'] },
  );
}
