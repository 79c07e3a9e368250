import type { ColumnType } from '../dataset.enums.js';
import type { DerivedColumn } from '../dataset.types.js';
import { inWords } from '../detection/column-names.js';
import type { PlannedColumn } from '../import/import-plan.js';
import type { DerivedRule } from './derived-rules.js';

/** A column that can be computed from others of a file. */
export interface DerivedOffer extends DerivedColumn {
  /** The columns that it is computed from. */
  readonly sources: readonly string[];
  readonly rule: DerivedRule;
}

type Find = (columns: readonly PlannedColumn[]) => DerivedOffer | null;

const BIRTH = /\b(birth|born|dob|yob|geburt\w*|naissance|nacimiento|nascita)\b/;
const START =
  /\b(joined|join|since|start|started|signup|registered|registration|enrol\w*|member|seit|beginn|eintritt|alta|inscription|dt customer|customer dt)\b/;
const MONEY = /^(mnt|amount|amt|spend|spent|spending|sales|revenue|umsatz|betrag|montant|importe)\b/;
const PURCHASES = /^(num|number|no|count|nb|anzahl)\b.*\b(purchases?|orders?|bestellungen|achats|compras)$/;
const DISCOUNTED = /\b(deals?|discount\w*)\b/;
const CAMPAIGN = /\b(accepted ?cmp|cmp|campaign|kampagne|campagne)\w* ?\d+$/;
const FEWEST_SPENDS = 3;
const FEWEST_COUNTS = 2;
const BIRTH_YEARS = [1850, 2100] as const;

const age: Find = (columns) => {
  const born = columns.find(
    (column) => BIRTH.test(inWords(column.name)) && (column.type === 'DATE' || areYears(column)),
  );
  if (born === undefined) return null;
  return {
    ...offer('age', [born], `years from ${born.name} to the day on which the row is true`),
    reason: 'An age is told more easily than a year of birth; models learn the same from either.',
    rule: born.type === 'DATE' ? 'YEARS_SINCE' : 'YEARS_FROM',
  };
};

const tenure: Find = (columns) => {
  const start = columns.find(
    ({ name, type, role }) => type === 'DATE' && role !== 'OBSERVATION_DATE' && START.test(inWords(name)),
  );
  if (start === undefined) return null;
  return {
    ...offer('tenure_days', [start], `days from ${start.name} to the day on which the row is true`),
    reason: 'How long somebody has been a customer, as a number; models see the days of a date in any case.',
    rule: 'DAYS_SINCE',
  };
};

const spend: Find = (columns) => {
  const spends = columns.filter(({ name, type }) => type === 'NUMBER' && MONEY.test(inWords(name)));
  const first = spends[0] && inWords(spends[0].name).split(' ')[0];
  const alike = spends.filter(({ name }) => inWords(name).split(' ')[0] === first);
  if (alike.length < FEWEST_SPENDS) return null;
  return total('total_spend', alike, 'What a customer spends in all, beside what goes into each category.');
};

const purchases: Find = (columns) => {
  const counts = columns.filter(
    ({ name, type }) => type === 'NUMBER' && PURCHASES.test(inWords(name)) && !DISCOUNTED.test(inWords(name)),
  );
  if (counts.length < FEWEST_COUNTS) return null;
  return total('total_purchases', counts, 'How often a customer buys in all, wherever that is.');
};

const responseRate: Find = (columns) => {
  const answers = columns.filter(({ name, type, detected }) => {
    const isFlag =
      type === 'BOOLEAN' || (type === 'NUMBER' && detected.facts.sample.every((text) => /^[01]$/.test(text)));
    return isFlag && CAMPAIGN.test(inWords(name));
  });
  if (answers.length < FEWEST_COUNTS) return null;
  return {
    ...offer('campaign_response_rate', answers, `the share of ${listed(answers)} that are yes`),
    reason: 'How readily a customer answers campaigns, in one number.',
    rule: 'SHARE',
  };
};

/**
 * The columns that can be computed from those of a file, and how. None is suggested: they say nothing that the file
 * does not, and whoever reads segments may want them all the same.
 */
export function offerColumns(columns: readonly PlannedColumn[]): DerivedOffer[] {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  const usable = columns.filter(({ role }) => role !== 'CUSTOMER_ID' && role !== 'CHURN_LABEL');
  return [age, tenure, spend, purchases, responseRate]
    .map((find) => find(usable))
    .filter((found) => found !== null)
    .filter(({ name }) => !taken.has(name));
}

function total(name: string, columns: readonly PlannedColumn[], reason: string): DerivedOffer {
  return {
    ...offer(name, columns, columns.map((column) => column.name).join(' + ')),
    reason,
    rule: 'SUM',
  };
}

function offer(name: string, columns: readonly PlannedColumn[], formula: string) {
  const type: ColumnType = 'NUMBER';
  return { name, type, formula, suggested: false, sources: columns.map((column) => column.name) };
}

function listed(columns: readonly PlannedColumn[]): string {
  const names = columns.map(({ name }) => name);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Whether a column has years of four digits. */
function areYears({ type, detected }: PlannedColumn): boolean {
  const [first, last] = BIRTH_YEARS;
  const { sample } = detected.facts;
  const years = sample.filter(
    (text) => /^\d{4}$/.test(text) && Number(text) >= first && Number(text) <= last,
  );
  return type === 'NUMBER' && sample.length > 0 && years.length >= 0.95 * sample.length;
}
