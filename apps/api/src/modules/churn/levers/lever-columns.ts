import { AppError } from '../../../platform/errors/app-error.js';
import { nameWords } from '../training/name-words.js';
import { GIVEN, NO_OFFER, NUMBERED, SERVICE, TERMS } from './lever-words.js';

/** A column, as far as it may be a lever. */
export interface LeverColumn {
  readonly name: string;
  readonly type: string;
  readonly role: string;
  readonly topValues: readonly { readonly value: string }[];
}

/** A cell that says yes, in the languages of the words. */
const YES = /^(yes|true|y|1|ja|j|wahr|oui|o|vrai|s[ií]|s|verdadero|vero|sim|verdadeiro|waar)$/i;
const MOST_LEVELS = 12;
/** Levels of a category whose name says nothing that may still be an offer. */
const FEW_LEVELS = 6;

/**
 * The columns that sound like what a business can change: its terms, and services that are taken or not. Where no name says
 * so, those that look like it: yes or no, or one of a few levels, and not a name of who somebody is, where they live or what
 * they did.
 */
export function guessLevers(columns: readonly LeverColumn[]): string[] {
  const sounding = columns.filter(soundsLikeLever);
  const guessed = sounding.length > 0 ? sounding : columns.filter(looksLikeLever);
  return guessed.map(({ name }) => name);
}

function soundsLikeLever(column: LeverColumn): boolean {
  const words = nameWords(column.name);
  if (!isChangeable(column) || (column.type === 'NUMBER' && NUMBERED.test(words))) return false;
  if (TERMS.test(words)) return column.type !== 'CATEGORY' || column.topValues.length <= MOST_LEVELS;
  return SERVICE.test(words) && column.type !== 'NUMBER' && hasYes(column) && column.topValues.length <= 4;
}

function looksLikeLever(column: LeverColumn): boolean {
  const { name, type, topValues } = column;
  const words = nameWords(name);
  if (!isChangeable(column) || NO_OFFER.test(words) || NUMBERED.test(words)) return false;
  if (type === 'BOOLEAN') return true;
  return type === 'CATEGORY' && topValues.length >= 2 && topValues.length <= FEW_LEVELS;
}

function hasYes({ type, topValues }: LeverColumn): boolean {
  return type === 'BOOLEAN' || topValues.some(({ value }) => YES.test(value));
}

function isChangeable({ name, type, role }: LeverColumn): boolean {
  return (
    (role === 'FEATURE' || role === 'MONETARY_VALUE') &&
    (type === 'CATEGORY' || type === 'BOOLEAN' || type === 'NUMBER') &&
    !GIVEN.test(nameWords(name))
  );
}

/** @throws AppError UNKNOWN_COLUMN, or BAD_USER_INPUT for a column that nobody can change */
export function requireLevers(columns: readonly LeverColumn[], levers: readonly string[]): void {
  levers.forEach((name, index) => {
    const field = ['levers', String(index)];
    const column = columns.find((one) => one.name === name);
    if (column === undefined) {
      throw new AppError('UNKNOWN_COLUMN', `levers has "${name}", which is not a column of the dataset.`, {
        field,
      });
    }
    if (isChangeable(column)) return;
    const message =
      `levers has "${name}"; a lever must be a number, a category, or yes or no, that a model may learn from and that a ` +
      'business can change: never who somebody is or how long they have been a customer.';
    throw new AppError('BAD_USER_INPUT', message, { field });
  });
}
