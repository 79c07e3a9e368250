import type { ColumnProfile, ColumnDrift as Drift } from '@holdfast/ml-core';
import { asDay } from '../../../platform/words/figures.js';
import type { DatasetColumn } from '../../datasets/index.js';
import type { ColumnDrift, DriftTold } from '../monitoring.types.js';
import { percent, short } from './figures.js';
import { say } from './messages.js';

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
  const isYesOrNo = type === 'BOOLEAN' && profile.kind === 'numeric';
  const said: DriftTold = {
    ...{ label, drifted, threshold, isDate: type === 'DATE', isYesOrNo },
    hasDefect: drift.defects.length > 0,
    ...{ defects: drift.defects, moved: drift.moved },
    ...{ medianPast: drift.medianPast, medianNow: drift.medianNow },
    ...{ missingPast: drift.missingPast, missingNow: drift.missingNow },
    ...(profile.kind === 'numeric' ? { cuts: [...profile.cuts] } : { levels: shownLevels(profile.levels) }),
  };
  const shares = isYesOrNo ? yesOrNo(drift, profile.cuts) : sharesOf(drift, profile);
  const { sentence, cells } = sayDrift(said, shares);
  return { column, method, statistic, threshold, drifted, used, sentence, cells, ...shares, said };
}

/** A column's sentence and the names of the cells of its picture, in the language of now. */
export function sayDrift(
  told: DriftTold,
  shares: { readonly past: readonly number[]; readonly now: readonly number[] },
): Pick<ColumnDrift, 'sentence' | 'cells'> {
  return { sentence: sentenceOf(told, shares), cells: cellsOf(told) };
}

function sentenceOf(told: DriftTold, shares: Parameters<typeof sayDrift>[1]): string {
  const { label, drifted, threshold, isYesOrNo, hasDefect } = told;
  if (!drifted) return threshold === 0 ? say().column.asItWas(label) : say().column.asFarAsChance(label);
  return isYesOrNo && !hasDefect ? whatBecameOfYes(told, shares) : whatHappened(told);
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
  return { past: parts([...past]), now: parts([...now]) };
}

function whatBecameOfYes(
  { label, missingPast, missingNow }: DriftTold,
  { past, now }: Parameters<typeof sayDrift>[1],
): string {
  const of = ([, no, yes]: readonly number[]) => yes! / Math.max(no! + yes!, Number.MIN_VALUE);
  return percent(of(past)) === percent(of(now))
    ? say().column.blanks(label, missingNow, missingPast)
    : say().column.yes(label, of(past), of(now));
}

function whatHappened(told: DriftTold): string {
  const { label, defects, medianPast, medianNow, missingPast, missingNow, moved } = told;
  const number = told.isDate ? asWholeDay : short;
  const { column } = say();
  if (defects.length > 0) {
    return column.happened(
      label,
      defects.map((defect) => {
        if (defect.kind === 'unit') {
          const [before, after] = [number(medianPast!), number(medianNow!)];
          return { kind: 'unit', before, after, factor: defect.factor };
        }
        if (defect.kind === 'blanks') return { kind: 'blanks', past: missingPast, now: missingNow };
        return { kind: 'unseen', share: defect.share, levels: defect.levels };
      }),
    );
  }
  if (moved !== null) return column.level(label, moved.level, moved.past, moved.now);
  if (missingNow < missingPast && medianPast === medianNow)
    return column.blanks(label, missingNow, missingPast);
  if (medianPast === null || medianNow === null) return column.otherwise(label);
  return medianPast === medianNow
    ? column.sameMedian(label, number(medianNow))
    : column.median(label, number(medianPast), number(medianNow));
}

function cellsOf({ isDate, isYesOrNo, cuts, levels = [] }: DriftTold): string[] {
  const { cells } = say();
  if (isYesOrNo) return [cells.none, cells.no, cells.yes];
  if (cuts === undefined) return [cells.none, ...levels, cells.other];
  const number = isDate ? asWholeDay : short;
  const bins = [...cuts, Number.NaN].map((cut, i) => {
    if (i === 0) return cells.below(number(cut));
    if (i === cuts.length) return cells.orMore(number(cuts[i - 1]!));
    return cells.between(number(cuts[i - 1]!), number(cut));
  });
  return [cells.none, ...(cuts.length === 0 ? [cells.any] : bins)];
}

function sharesOf({ past, now }: Drift, profile: ColumnProfile) {
  if (profile.kind === 'numeric') return { past: [...past], now: [...now] };
  const shown = shownLevels(profile.levels).length;
  const rest = (shares: readonly number[]) => shares.slice(1 + shown).reduce((sum, share) => sum + share, 0);
  const cut = (shares: readonly number[]) => [...shares.slice(0, 1 + shown), rest(shares)];
  return { past: cut(past), now: cut(now) };
}

const shownLevels = (levels: readonly string[]) => levels.slice(0, SHOWN_LEVELS);
const asWholeDay = (value: number) => asDay(Math.round(value));
