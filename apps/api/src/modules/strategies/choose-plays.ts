import type { Play } from './play.js';
import { PLAYBOOK } from './playbook.js';
import type { SegmentFacts } from './segment-facts.js';

/** Maximum pieces of advice for one segment: three can be done, ten are a brochure. */
const MOST = 3;
/** A play that fits worse by at most this much may lead if another segment already leads with the better one. */
const CLOSE = 0.25;
/** A play that fits less than this is given only if there is no other. */
const WORTH_SAYING = 0.3;

interface Candidate {
  readonly play: Play;
  readonly fit: number;
}

/**
 * The plays of each segment, best first. If two segments would lead with the same advice, the one that it fits less
 * leads with its next one if that fits nearly as well: a plan says different things to different people.
 */
export function choosePlays(segments: readonly SegmentFacts[]): Play[][] {
  const candidates = segments.map((facts) => rank(facts));
  const chosen: Play[][] = segments.map(() => []);
  const leading = new Set<string>();
  const order = candidates
    .map((_, i) => i)
    .sort((a, b) => candidates[b]![0]!.fit - candidates[a]![0]!.fit || a - b);
  for (const i of order) {
    const own = candidates[i]!;
    const best = own[0]!.fit;
    const lead = own.find(({ play, fit }) => !leading.has(play.id) && fit >= best - CLOSE) ?? own[0]!;
    leading.add(lead.play.id);
    const rest = own.filter((candidate) => candidate !== lead);
    chosen[i] = [lead, ...rest].slice(0, MOST).map(({ play }) => play);
  }
  return chosen;
}

function rank(facts: SegmentFacts): Candidate[] {
  const ranked = PLAYBOOK.map((play) => ({ play, fit: play.fit(facts) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
  const fitting = ranked.filter(({ fit }) => fit >= WORTH_SAYING);
  return fitting.length > 0 ? fitting : ranked;
}
