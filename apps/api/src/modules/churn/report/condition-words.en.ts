import type { Rule } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { nameInWords } from '../../feature-matrix/index.js';

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

/** Days without a sign of the customer. */
const SILENT_DAYS = /^(recency days|days (silent|inactive|idle|away)|days since (the )?(last )?\w+)$/;
/** The day on which somebody became a customer. */
const JOINED =
  /^((customer|client|member|user|subscriber) )?since$|^dt customer$|\b(joined|join date|sign ?up( date)?|registered|registration date|enrolled|start date)$/;
const BORN = /^(birth year|year birth|year of birth|born)$/;
/** What is counted one by one. */
const COUNTS =
  /\b(purchases|orders|visits|responses|calls|children|complaints|logins|sessions|tickets|products|messages|kids|teens|campaigns)\b/;
/** What somebody is. */
const STATE = /^(married|retired|employed|unemployed|divorced|widowed|engaged|verified|insured|registered)$/;
/** What somebody did: a verb by itself, or one of those that are said of customers with what they did it to. */
const DID =
  /^([a-z]{3,}ed|(accepted|attended|bought|called|cancelled|clicked|downloaded|installed|joined|opened|ordered|purchased|redeemed|referred|renewed|returned|tried|upgraded|used|visited|watched) .+)$/;

type Range = Extract<Rule['condition'], { kind: 'range' }>;

/** The customers that a rule is about, to follow "customers": "on two-year contracts", "last active 50 or more days ago". */
export function conditionInEnglish(
  { column, condition }: Pick<Rule, 'column' | 'condition'>,
  type: FeatureColumnSpec['type'],
): string {
  const label = nameInWords(column);
  if (condition.kind === 'missing') return `whose ${label} ${are(label)} unknown`;
  if (condition.kind === 'level') return levelInWords(label, condition.level);
  if (type === 'BOOLEAN') return levelInWords(label, condition.low === null ? 'no' : 'yes');
  return type === 'DATE' ? datesInWords(label, condition) : numbersInWords(label, condition);
}

/**
 * The same of one customer's value, to stand by itself: "on a month-to-month contract", "without online security", "joined on
 * 2013-04-01", "7 web visits", "monthly charges are 95". The type is undefined where nothing is known of the column.
 */
export function traitInEnglish(
  column: string,
  value: string,
  type: FeatureColumnSpec['type'] | undefined,
): string {
  const label = nameInWords(column);
  if (type === 'CATEGORY' || type === 'BOOLEAN') return levelOfOne(label, value);
  if (type === 'DATE' && JOINED.test(label)) return `joined on ${value}`;
  if (type === 'NUMBER') {
    if (SILENT_DAYS.test(label)) return `last active ${value} ${value === '1' ? 'day' : 'days'} ago`;
    if (BORN.test(label)) return `born in ${value}`;
    if (COUNTS.test(label) && value !== '1') return `${value === '0' ? 'no' : value} ${label}`;
  }
  return `${label} ${are(label)} ${value}`;
}

/** As `levelInWords`, of one customer: "senior citizen", "on a two-year contract". */
function levelOfOne(label: string, level: string): string {
  if (PERSON.test(label) && YES.test(level)) return label;
  if (PERSON.test(label) && NO.test(level)) return `no ${label}`;
  return levelInWords(label, level)
    .replace(/^on (.)(.*)s$/, (_, first: string, rest: string) => {
      return `on ${/[aeiou]/.test(first) ? 'an' : 'a'} ${first}${rest}`;
    })
    .replace(/^who(se|( have)? not|( are)?) /, (who) => (who.includes('not') ? 'not ' : ''));
}

function datesInWords(label: string, { low, high }: Range): string {
  const when = range(low, high, 'before', 'or later', asDay);
  if (!JOINED.test(label)) return `whose ${label} ${are(label)} ${when}`;
  return `who joined ${low === null ? when : `${high === null ? 'on' : 'from'} ${when}`}`;
}

function numbersInWords(label: string, { low, high }: Range): string {
  if (SILENT_DAYS.test(label))
    return `last active ${range(low, high, 'under', 'or more', asNumber)} days ago`;
  if (BORN.test(label)) {
    const when = range(low, high, 'before', 'or later', String);
    return `born ${low === null ? when : `${high === null ? 'in' : 'from'} ${when}`}`;
  }
  if (COUNTS.test(label)) return `with ${range(low, high, 'fewer than', 'or more', asNumber)} ${label}`;
  return `whose ${label} ${are(label)} ${range(low, high, 'under', 'or more', asNumber)}`;
}

function levelInWords(label: string, level: string): string {
  if (STATE.test(label) && YES.test(level)) return `who are ${label}`;
  if (STATE.test(label) && NO.test(level)) return `who are not ${label}`;
  if (DID.test(label) && YES.test(level)) return `who ${label}`;
  if (DID.test(label) && NO.test(level)) return `who have not ${label}`;
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

/** Whether a name stands for several: "monthly charges" and "seconds of use", but not "status" or "frequency of calls". */
function isPlural(name: string): boolean {
  const label = name.replace(/ (of|per|in|for) .*/, '');
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
