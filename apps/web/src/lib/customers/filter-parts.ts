import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { formatPercent } from '#lib/format/percent.ts';
import { columnName } from '#lib/state/column-names.svelte.ts';
import { conditionInWords, writeConditions } from './conditions';
import type { Listing } from './listing';
import { say } from './messages';

/** One thing that a filter asks for. */
export interface FilterPart {
  /** As a part of the sentence: "at high risk". */
  readonly phrase: string;
  /** By itself; null for what holds where nothing else is asked for. */
  readonly chip: string | null;
  /** Parameters of the URL that take it away. */
  readonly without: Readonly<Record<string, string | null>>;
}

/** What a filter is told with. */
export interface TellingFilter {
  readonly words: EventInWords;
  /** Names of the segment and of the audience that are asked for; null as long as they are not known. */
  readonly segment: string | null;
  readonly audience: string | null;
}

/** What the filter asks for, part by part. */
export function filterParts(
  { filter }: Pick<Listing, 'filter'>,
  { words, segment, audience }: TellingFilter,
): FilterPart[] {
  const parts: FilterPart[] = [];
  const add = (phrase: string, without: FilterPart['without'], chip: string | null = capitalised(phrase)) =>
    parts.push({ phrase, chip, without });
  const told = say().filter;
  const { left, riskBand, minProbability: least, maxProbability: most, contacts, mayBeContacted } = filter;
  if (left !== null) {
    if (left) add(told.gone(words), { left: null });
    else add(told.remaining(words), {}, null);
  }
  if (filter.audienceId !== null) add(told.audience(audience ?? '…'), { audience: null });
  if (filter.segmentKey !== null) add(told.segment(segment ?? filter.segmentKey), { segment: null, k: null });
  if (riskBand !== null) add(told.risk[riskBand], { risk: null });
  if (least !== null || most !== null) {
    const [from, to] = [least, most].map((share) => (share === null ? null : formatPercent(share)));
    add(told.chance(words, from!, to!), { min: null, max: null });
  }
  if (contacts !== null) add(told.contacts(formatCount(contacts)), { contacts: null });
  if (mayBeContacted !== null) add(mayBeContacted ? told.mayBeContacted : told.mustNot, { contact: null });
  if (filter.campaignId !== null)
    add(told.campaign[filter.campaignArm ?? 'ALL'], { campaign: null, arm: null });
  if (filter.mapArea !== null) add(told.area, { area: null });
  if (filter.search !== null) add(told.search(filter.search), { search: null });
  const where = filter.where ?? [];
  for (const [place, condition] of where.entries()) {
    const { column, operator, value } = condition;
    add(
      told.whose[operator](columnName(column), value ?? ''),
      { where: writeConditions(where.filter((_, other) => other !== place)) },
      conditionInWords(condition),
    );
  }
  return parts;
}

/** The filter as a sentence: "Customers still here, at high risk, whose tenure is at most 12." */
export function filterSentence(parts: readonly FilterPart[]): string {
  const { everybody, sentence } = say().filter;
  return parts.length === 0 ? everybody : sentence(parts.map(({ phrase }) => phrase));
}

function capitalised(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}
