import { AppError } from '../../../platform/errors/app-error.js';
import {
  meaningOfName,
  namesOutcome,
  parseBoolean,
  type UploadedColumn,
  valueThatLeft,
} from '../../datasets/index.js';
import type { OutcomesFileInput } from './outcome-file.inputs.js';

/** Which columns of a file say what, by their positions; −1 for none. */
export interface ChosenColumns {
  readonly id: number;
  readonly outcome: number;
  readonly observedAt: number;
  readonly value: number;
}

type Asked = Pick<OutcomesFileInput, 'idColumn' | 'outcomeColumn' | 'observedAtColumn' | 'valueColumn'>;

/**
 * Takes what is asked for; of the id and the outcome, what the dataset calls so or what looks like it.
 * @throws AppError UNKNOWN_COLUMN
 */
export function chooseColumns(
  columns: readonly UploadedColumn[],
  known: readonly { readonly name: string; readonly role: string }[],
  asked: Asked,
): ChosenColumns {
  const placeOf = (name: string | null | undefined, field: keyof Asked) => {
    if (name == null) return -1;
    const place = columns.findIndex((column) => column.name === name);
    if (place >= 0) return place;
    const names = columns.map((column) => column.name).join(', ');
    throw new AppError('UNKNOWN_COLUMN', `${field} is "${name}"; the columns of the file are ${names}.`, {
      field: [field],
    });
  };
  const like = (role: string, isLike: (name: string) => boolean) => {
    const own = known.find((column) => column.role === role)?.name;
    const tests = [
      ({ name }: UploadedColumn) => name === own,
      (column: UploadedColumn) => column.role === role,
      ({ name }: UploadedColumn) => isLike(name),
    ];
    const found = tests.map((test) => columns.findIndex(test)).find((place) => place >= 0);
    return found ?? -1;
  };
  const id = asked.idColumn == null ? like('CUSTOMER_ID', () => false) : placeOf(asked.idColumn, 'idColumn');
  const isOutcome = (name: string) => meaningOfName(name) !== null || namesOutcome(name);
  return {
    id,
    outcome:
      asked.outcomeColumn == null
        ? like('CHURN_LABEL', isOutcome)
        : placeOf(asked.outcomeColumn, 'outcomeColumn'),
    observedAt: placeOf(asked.observedAtColumn, 'observedAtColumn'),
    value: placeOf(asked.valueColumn, 'valueColumn'),
  };
}

/** The value that means left, by the name of its column and by its values; null if they do not tell. */
export function findLeftValue(name: string, values: readonly string[]): string | null {
  if (values.length === 0) return null;
  const meaning = meaningOfName(name);
  const booleans = values.map(parseBoolean);
  if (!booleans.includes(null)) {
    if (meaning === null) return null;
    return values.find((_, i) => booleans[i] === (meaning === 'left')) ?? null;
  }
  const different = values.filter((value, i) => values.findIndex((other) => isSame(other, value)) === i);
  return valueThatLeft(different) ?? null;
}

/** Whether two values of an outcome say the same: in any case, and as yes or no in any spelling. */
export function isSame(value: string, other: string): boolean {
  const boolean = parseBoolean(value);
  return boolean === null ? value.toLowerCase() === other.toLowerCase() : boolean === parseBoolean(other);
}
