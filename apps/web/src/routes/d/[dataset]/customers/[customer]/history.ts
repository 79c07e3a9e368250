import type { ResultOf } from '@holdfast/schema';
import type { EventWords } from '#lib/churn/event-words.ts';
import { formatMoney } from '#lib/format/money.ts';
import { formatPercent } from '#lib/format/percent.ts';
import type { CustomerHistoryFragment, LoadedFilesFragment } from './customer.documents';
import { say } from './messages';

/** What kind of thing happened. */
export type HappeningKind = 'segment' | 'score' | 'campaign' | 'outcome' | 'remark' | 'data';

/** Something that happened to a customer. */
export interface Happening {
  readonly kind: HappeningKind;
  readonly at: string;
  readonly text: string;
  /** What more there is to say. */
  readonly detail?: string;
  /** The segment or the campaign that it is about. */
  readonly about?: { readonly segment: string } | { readonly campaign: string };
}

type History = ResultOf<typeof CustomerHistoryFragment>;
type Files = ResultOf<typeof LoadedFilesFragment>;

interface Telling {
  readonly words: EventWords;
  readonly currency: string | null;
}

/** Chances that differ by less are the same to whoever reads of them. */
const SAME_CHANCE = 0.01;

/** What happened to a customer, the newest first. */
export function tellHistory(history: History, files: Files | null, telling: Telling): Happening[] {
  const told: Happening[] = [
    ...stays(history),
    ...scores(history, telling),
    ...campaigns(history),
    ...outcomes(history, telling),
    ...history.feedback.map(({ kind, note, givenBy, givenAt }): Happening => {
      const said = say().feedback.kinds[kind];
      return {
        kind: 'remark',
        at: givenAt,
        text: note ? say().history.remark(said, note) : said,
        detail: givenBy,
      };
    }),
    ...loads(files),
  ];
  return told.sort((a, b) => b.at.localeCompare(a.at));
}

function stays({ segmentHistory }: History): Happening[] {
  return segmentHistory.map(({ segmentKey, segmentName, since }, i) => ({
    kind: 'segment',
    at: since,
    text: i === 0 ? say().history.placed(segmentName) : say().history.moved(segmentName),
    ...(i > 0 && { detail: say().history.from(segmentHistory[i - 1]!.segmentName) }),
    about: { segment: segmentKey },
  }));
}

/** Each score that says something new: another chance, another band, another model. */
function scores({ scoreHistory }: History, { words }: Telling): Happening[] {
  const told: Happening[] = [];
  let last: History['scoreHistory'][number] | undefined;
  for (const score of scoreHistory.toReversed()) {
    const { probability, riskBand, modelVersion, scoredAt } = score;
    const same =
      last?.riskBand === riskBand &&
      last.modelVersion === modelVersion &&
      Math.abs(last.probability - probability) < SAME_CHANCE;
    if (same) continue;
    const [now, before] = [formatPercent(probability), last && formatPercent(last.probability)];
    told.push({
      kind: 'score',
      at: scoredAt,
      text: before
        ? say().history.chanceChanged(words.gerund, now, before)
        : say().history.chance(words.gerund, now),
      detail: say().history.scoredBy(say().bands[riskBand], modelVersion),
    });
    last = score;
  }
  return told;
}

function campaigns({ campaigns: memberships, heldOutOf }: History): Happening[] {
  const apart = heldOutOf.find(({ campaign }) => campaign === null);
  return [
    ...memberships.map(
      ({ arm, campaign }): Happening => ({
        kind: 'campaign',
        at: campaign.createdAt,
        text: say().history.inCampaign(campaign.name),
        detail: say().arms[arm],
        about: { campaign: campaign.id },
      }),
    ),
    ...(apart ? [{ kind: 'campaign' as const, at: apart.since, text: say().history.apart }] : []),
  ];
}

function outcomes({ told }: History, { words, currency }: Telling): Happening[] {
  return told.map(({ left, value, observedAt }) => ({
    kind: 'outcome',
    at: observedAt,
    text: say().history.counted(left ? words.people : words.others),
    ...(value !== null && { detail: say().history.brought(formatMoney(value, currency)) }),
  }));
}

function loads(files: Files | null): Happening[] {
  return (files?.imports.edges ?? [])
    .filter(({ node }) => node.status === 'COMPLETED')
    .map(({ node: { number, fileName, createdAt } }) => ({
      kind: 'data',
      at: createdAt,
      text: say().history.imported(fileName),
      detail: say().history.file(number),
    }));
}
