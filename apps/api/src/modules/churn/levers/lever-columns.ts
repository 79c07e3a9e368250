import { AppError } from '../../../platform/errors/app-error.js';
import { wordsOf } from '../../feature-matrix/index.js';

/** A column, as far as it may be a lever. */
export interface LeverColumn {
  readonly name: string;
  readonly type: string;
  readonly role: string;
  readonly topValues: readonly { readonly value: string }[];
}

/** What nobody can change about a customer: who they are, and how long they have been one. */
const GIVEN =
  /\b(age|aged|birth|born|year of birth|gender|sex|tenure|seniority|senior|citizen|customer since|since|length|lifetime|marital|married|partner|dependents?|children|kids?|teens?|teenhome|kidhome|education|nationality|religion|ethnicity)\b/;
/** What a business offers on terms of its own. */
const TERMS =
  /\b(contract|plan|tariff|package|bundle|tier|discount|promo|promotion|coupon|voucher|auto ?renew(al)?|auto ?pay|payment method|paperless|billing cycle)\b/;
/** What it offers beside, yes or no. */
const SERVICE =
  /\b(service|security|support|backup|protection|insurance|warranty|loyalty|premium|streaming|add ?on|multiple lines|maintenance|newsletter|internet|phone)\b/;
const YES = /^(yes|true|y|1)$/i;
const MOST_LEVELS = 12;

/** The columns that sound like what a business can change: its terms, and services that are taken or not. */
export function guessLevers(columns: readonly LeverColumn[]): string[] {
  return columns.filter(soundsLikeLever).map(({ name }) => name);
}

function soundsLikeLever(column: LeverColumn): boolean {
  const words = wordsOf(column.name);
  if (!isChangeable(column)) return false;
  if (TERMS.test(words)) return column.type !== 'CATEGORY' || column.topValues.length <= MOST_LEVELS;
  const hasYes = column.type === 'BOOLEAN' || column.topValues.some(({ value }) => YES.test(value));
  return SERVICE.test(words) && column.type !== 'NUMBER' && hasYes && column.topValues.length <= 4;
}

function isChangeable({ name, type, role }: LeverColumn): boolean {
  return (
    (role === 'FEATURE' || role === 'MONETARY_VALUE') &&
    (type === 'CATEGORY' || type === 'BOOLEAN' || type === 'NUMBER') &&
    !GIVEN.test(wordsOf(name))
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
