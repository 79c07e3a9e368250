import type { Rule } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { wordsOf } from '../../feature-matrix/index.js';

const MILLISECONDS_A_DAY = 86_400_000;
const YES = /^(yes|true|y)$/i;
const NO = /^(no|false|n|none)$/i;
/** What a customer is, rather than has. */
const PERSON = /\b(citizen|member|student|owner|parent|subscriber|employee|veteran|pensioner|homeowner)$/;
/** What a customer has one of. */
const COUNTED =
  /\b(partner|spouse|wife|husband|child|loan|mortgage|account|card|car|house|phone|subscription|app)$/;
/** What a customer is on. */
const TERMS = /\b(contract|plan|tariff|subscription)$/;

/** The customers that a rule is about, to follow "customers": "on two-year contracts", "with a tenure under 20". */
export function conditionInWords({ column, condition }: Rule, type: FeatureColumnSpec['type']): string {
  const label = wordsOf(column);
  if (condition.kind === 'missing') return `whose ${label} ${are(label)} unknown`;
  if (condition.kind === 'level') return levelInWords(label, condition.level);
  const { low, high } = condition;
  if (type === 'BOOLEAN') return levelInWords(label, low === null ? 'no' : 'yes');
  if (type === 'DATE') return `whose ${label} ${are(label)} ${range(low, high, 'before', 'or later', asDay)}`;
  return `whose ${label} ${are(label)} ${range(low, high, 'under', 'or more', asNumber)}`;
}

function levelInWords(label: string, level: string): string {
  if (YES.test(level)) return PERSON.test(label) ? `who are ${label}s` : `with ${article(label)}${label}`;
  if (NO.test(level)) {
    return PERSON.test(label) ? `who are no ${label}s` : `without ${article(label)}${label}`;
  }
  if (/^no \p{L}/iu.test(level)) return `with ${lowerFirst(level)}`;
  if (TERMS.test(label) && /^[\p{L}\d]+([ -][\p{L}\d]+)*$/u.test(level)) {
    return `on ${lowerFirst(level).replaceAll(' ', '-')} ${label}s`;
  }
  return `whose ${label} ${are(label)} ${level}`;
}

function are(label: string): string {
  return isPlural(label) ? 'are' : 'is';
}

function article(label: string): string {
  if (!COUNTED.test(label)) return '';
  return /^[aeiou]/.test(label) ? 'an ' : 'a ';
}

/** Whether a name stands for several: "monthly charges", but not "status" or "business". */
function isPlural(label: string): boolean {
  return /[^siu]s$/.test(label) && !/\b(days since|gas|bias|atlas|canvas)\b/.test(label);
}

/** "Two year" as it stands within a sentence; what is written in capitals stays so. */
function lowerFirst(level: string): string {
  return /^\p{Lu}\p{Ll}/u.test(level) ? level.charAt(0).toLowerCase() + level.slice(1) : level;
}

function range(
  low: number | null,
  high: number | null,
  below: string,
  above: string,
  write: (bound: number) => string,
): string {
  if (low === null) return `${below} ${write(high!)}`;
  if (high === null) return `${write(low)} ${above}`;
  return `${write(low)} to ${below} ${write(high)}`;
}

const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

/** A bound as a reader expects it; a year keeps its four digits together. */
function asNumber(bound: number): string {
  return Number.isInteger(bound) && bound >= 1900 && bound < 2100 ? String(bound) : GROUPED.format(bound);
}

function asDay(days: number): string {
  return new Date(days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
