import { say } from './messages.js';
import { contradict, type Play } from './play.js';
import { PLAYBOOK } from './playbook.js';
import { RESPONSE_PLAYBOOK } from './response-playbook.js';
import type { SegmentFacts } from './segment-facts.js';

/** Maximum pieces of advice for one segment: three can be done, ten are a brochure. */
export const MOST_PLAYS = 3;
/** A play that fits worse by at most this much may lead if another segment already leads with the better one. */
const CLOSE = 0.25;
/** A play that fits less than this is given only if there is no other. */
const WORTH_SAYING = 0.3;

/** The plays of a segment, and those that fit it as well and were not chosen. */
export interface Choice {
  /** Best first; no two of them contradict each other. */
  readonly chosen: readonly Play[];
  readonly rejected: readonly { readonly play: Play; readonly reason: string }[];
}

/** What a play is expected to bring in a segment, in money; null if that cannot be told. */
export type GainOfPlay = (play: Play, facts: SegmentFacts) => number | null;

interface Candidate {
  readonly play: Play;
  readonly fit: number;
}

/**
 * The plays of each segment, best first. If two segments would lead with the same advice, the one that it fits less
 * leads with its next one if that fits nearly as well: a plan says different things to different people. No play is chosen
 * that would cost more than it brings, contradicts one that is chosen, or reaches the same customers in the same way.
 */
export function choosePlays(segments: readonly SegmentFacts[], gainOf: GainOfPlay): Choice[] {
  const candidates = segments.map((facts) => rank(facts));
  const choices: Choice[] = [];
  const leading = new Set<string>();
  const order = candidates
    .map((_, i) => i)
    .sort((a, b) => candidates[b]![0]!.fit - candidates[a]![0]!.fit || a - b);
  for (const i of order) choices[i] = choose(candidates[i]!, segments[i]!, gainOf, leading);
  return choices;
}

function choose(
  candidates: readonly Candidate[],
  facts: SegmentFacts,
  gainOf: GainOfPlay,
  leading: Set<string>,
): Choice {
  const rejected: { play: Play; reason: string }[] = [];
  const paying = candidates.filter(({ play }) => {
    const value = gainOf(play, facts);
    if (value !== null && value < 0) {
      rejected.push({ play, reason: say().rejected.cost(-value) });
    }
    return value === null || value >= 0;
  });
  const fitting = paying.filter(({ fit }) => fit >= WORTH_SAYING);
  const own = fitting.length > 0 ? fitting : paying;
  const lead = own.find(({ play, fit }) => !leading.has(play.id) && fit >= own[0]!.fit - CLOSE) ?? own[0]!;
  leading.add(lead.play.id);
  const chosen = [lead.play];
  for (const { play } of own) {
    // That nothing could be done as well needs no reason.
    if (play === lead.play || play.channel === null) continue;
    const against = chosen.find((other) => contradict(play, other));
    const same = chosen.find(({ target, channel }) => target === play.target && channel === play.channel);
    if (same) {
      rejected.push({ play, reason: say().rejected.same(titleOf(same)) });
    } else if (against) {
      rejected.push({ play, reason: say().rejected.against(titleOf(against)) });
    } else if (chosen.length === MOST_PLAYS) {
      rejected.push({ play, reason: say().rejected.others(MOST_PLAYS) });
    } else chosen.push(play);
  }
  return { chosen, rejected };
}

/** What a play advises, in a few words. */
export function titleOf({ id }: Play): string {
  return say().plays[id].title;
}

/** The same by the id of a play; null for one that is no more. */
export function titleOfPlay(id: string): string | null {
  const { plays } = say();
  return Object.hasOwn(plays, id) ? plays[id as Play['id']].title : null;
}

/** Those that fit at all, best first: never empty, as one play contacts nobody and fits everyone. */
function rank(facts: SegmentFacts): Candidate[] {
  const event = facts.churn?.event ?? 'LEFT';
  return [...PLAYBOOK, ...RESPONSE_PLAYBOOK]
    .filter(({ events = ['LEFT'] }) => events.includes(event))
    .map((play) => ({ play, fit: play.fit(facts) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
}
