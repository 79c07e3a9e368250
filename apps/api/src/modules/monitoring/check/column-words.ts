import type { ColumnProfile, ColumnDrift as Drift } from '@holdfast/ml-core';
import type { DatasetColumn } from '../../datasets/index.js';
import type { ColumnDrift } from '../monitoring.types.js';

/** So many levels are shown; the others are one. */
const SHOWN_LEVELS = 10;

/** What words about a column depend on. The numbers of a DATE are days since 1970-01-01, those of a BOOLEAN 1 for yes. */
interface ColumnTerms {
  readonly used: boolean;
  readonly type: DatasetColumn['type'] | undefined;
  /** What the column is called in sentences. */
  readonly label: string;
}

/** A column's drift with its sentence and the cells of its picture. */
export function describeColumn(
  drift: Drift,
  profile: ColumnProfile,
  { used, type, label }: ColumnTerms,
): ColumnDrift {
  const { column, method, statistic, threshold, drifted } = drift;
  const called = { ...drift, column: label };
  const number = type === 'DATE' ? day : short;
  const yes = type === 'BOOLEAN' && profile.kind === 'numeric' ? yesOrNo(drift, profile.cuts) : null;
  const happened = () =>
    yes && drift.defects.length === 0 ? whatBecameOfYes(called, yes) : whatHappened(called, number);
  const sentence = drifted ? happened() : notMoved(called);
  return {
    column,
    method,
    statistic,
    threshold,
    drifted,
    used,
    sentence,
    ...(yes ?? cellsOf(drift, profile, number)),
  };
}

/** The cells of a column of yes and no: the bin that holds 1 is yes, those below are no. */
function yesOrNo({ past, now }: Drift, cuts: readonly number[]) {
  const firstYes = 1 + cuts.filter((cut) => cut <= 1).length;
  const sum = (shares: readonly number[]) => shares.reduce((total, share) => total + share, 0);
  const parts = (shares: readonly number[]) => [
    shares[0]!,
    sum(shares.slice(1, firstYes)),
    sum(shares.slice(firstYes)),
  ];
  return { cells: ['no value', 'no', 'yes'], past: parts([...past]), now: parts([...now]) };
}

function whatBecameOfYes(
  { column, missingPast, missingNow }: Drift,
  { past, now }: ReturnType<typeof yesOrNo>,
): string {
  const of = ([, no, yes]: readonly number[]) => percent(yes! / Math.max(no! + yes!, Number.MIN_VALUE));
  return of(past) === of(now)
    ? `“${column}”: ${percent(missingNow)} have no value, ${percent(missingPast)} had none.`
    : `“${column}”: yes went from ${of(past)} to ${of(now)} of those with a value.`;
}

function notMoved({ column, threshold }: Drift): string {
  return threshold === 0
    ? `“${column}” is as it was: nobody is new or has another value.`
    : `“${column}” is as it was, as far as chance allows.`;
}

function whatHappened(drift: Drift, number: (value: number) => string): string {
  const { column, defects, medianPast, medianNow, missingPast, missingNow, moved } = drift;
  const said = defects.map((defect) => {
    if (defect.kind === 'unit') {
      const [before, after] = [number(medianPast!), number(medianNow!)];
      return `its median went from ${before} to ${after}, ${times(defect.factor)}: another unit?`;
    }
    if (defect.kind === 'blanks') {
      return `${percent(missingNow)} have no value, ${percent(missingPast)} had none`;
    }
    const levels = defect.levels.map((level) => `“${level}”`).join(', ');
    return `${percent(defect.share)} have values that were never seen: ${levels}`;
  });
  if (said.length > 0) return `“${column}”: ${said.join('; ')}.`.replace('?.', '?');
  if (moved !== null) {
    const [before, after] = [percent(moved.past), percent(moved.now)];
    return `“${column}”: “${moved.level}” went from ${before} to ${after} of the customers.`;
  }
  if (missingNow < missingPast && medianPast === medianNow) {
    return `“${column}”: ${percent(missingNow)} have no value, ${percent(missingPast)} had none.`;
  }
  if (medianPast === null || medianNow === null) return `“${column}” is spread otherwise than before.`;
  return medianPast === medianNow
    ? `“${column}” is spread otherwise than before, around the same median of ${number(medianNow)}.`
    : `“${column}”: its median went from ${number(medianPast)} to ${number(medianNow)}.`;
}

function times(factor: number): string {
  return factor >= 1 ? `${short(factor)} times as much` : `a ${short(1 / factor)}th of it`;
}

function cellsOf({ past, now }: Drift, profile: ColumnProfile, number: (value: number) => string) {
  if (profile.kind === 'numeric') {
    const { cuts } = profile;
    const bins = [...cuts, Number.NaN].map((cut, i) => {
      if (i === 0) return `below ${number(cut)}`;
      return i === cuts.length
        ? `${number(cuts[i - 1]!)} or more`
        : `${number(cuts[i - 1]!)} to ${number(cut)}`;
    });
    return {
      cells: ['no value', ...(cuts.length === 0 ? ['any value'] : bins)],
      past: [...past],
      now: [...now],
    };
  }
  const { levels } = profile;
  const shown = Math.min(levels.length, SHOWN_LEVELS);
  const rest = (shares: readonly number[]) => shares.slice(1 + shown).reduce((sum, share) => sum + share, 0);
  const cut = (shares: readonly number[]) => [...shares.slice(0, 1 + shown), rest(shares)];
  return { cells: ['no value', ...levels.slice(0, shown), 'any other'], past: cut(past), now: cut(now) };
}

const day = (value: number) => new Date(Math.round(value) * 86_400_000).toISOString().slice(0, 10);

function short(value: number): string {
  const size = Math.abs(value);
  return value.toLocaleString('en', { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : 2 });
}

/** A share in words that do not round a few to none. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${value.toLocaleString('en', { maximumFractionDigits: value >= 10 || value === 0 ? 0 : 1 })} %`;
}
