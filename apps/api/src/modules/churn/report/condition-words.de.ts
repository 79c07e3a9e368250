import type { Rule } from '@holdfast/ml-core';
import { asDay, dayOf, inFigures } from '../../../platform/words/figures.js';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { titleOfColumn } from '../../feature-matrix/index.js';

const YES = /^(yes|true|y|ja)$/i;
const NO = /^(no|false|n|none|nein)$/i;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMERIC = /^-?\d+(\.\d+)?$/;

type Range = Extract<Rule['condition'], { kind: 'range' }>;

/** The customers that a rule is about, to follow "Kunden": "mit „Contract“ Two year", "ohne „Online security“". */
export function conditionInGerman(
  { column, condition }: Pick<Rule, 'column' | 'condition'>,
  type: FeatureColumnSpec['type'],
): string {
  const label = `„${titleOfColumn(column)}“`;
  if (condition.kind === 'missing') return `mit unbekanntem Wert bei ${label}`;
  if (condition.kind === 'level') return levelInGerman(label, condition.level);
  if (type === 'BOOLEAN') return levelInGerman(label, condition.low === null ? 'no' : 'yes');
  return `mit ${label} ${range(condition, type === 'DATE' ? asDay : number)}`;
}

/** One customer's value, to stand by itself: "Contract: Two year", "Online security: nein", "Monthly charges: 70,35". */
export function traitInGerman(
  column: string,
  value: string,
  type: FeatureColumnSpec['type'] | undefined,
): string {
  const isDay = type === 'DATE' && ISO_DAY.test(value);
  const plain = type === 'NUMBER' || type === undefined ? valueInGerman(value) : levelOfOne(value);
  const shown = isDay ? dayOf(new Date(value)) : plain;
  return `${titleOfColumn(column)}: ${shown}`;
}

/** A number as it is written in German; other values stay. */
export function valueInGerman(value: string): string {
  return NUMERIC.test(value) ? number(Number(value)) : levelOfOne(value);
}

function levelOfOne(value: string): string {
  if (YES.test(value)) return 'ja';
  return NO.test(value) ? 'nein' : value;
}

function levelInGerman(label: string, level: string): string {
  if (YES.test(level)) return `mit ${label}`;
  return NO.test(level) ? `ohne ${label}` : `mit ${label} ${level}`;
}

function range({ low, high }: Range, write: (bound: number) => string): string {
  if (low === null) return `unter ${write(high!)}`;
  return high === null ? `ab ${write(low)}` : `von ${write(low)} bis unter ${write(high)}`;
}

/** A year keeps its four digits together. */
function number(bound: number): string {
  const isYear = Number.isInteger(bound) && bound >= 1900 && bound < 2100;
  return inFigures(bound, { maximumFractionDigits: 20, useGrouping: !isYear });
}
