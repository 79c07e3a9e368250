import { TARGET_EVENTS } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import { meaningOfName, valueThatLeft } from '../../datasets/index.js';
import type { EventWords } from './event-words.types.js';

/** What happened to a customer for whom a definition holds. */
export type TargetEvent = keyof typeof TARGET_EVENTS;

/** What a definition is about: the event, and the user's own words for it, e.g. "renewed"; null for the usual ones. */
export interface WhatHappened {
  readonly event: TargetEvent;
  readonly words: string | null;
}

const USUAL: Readonly<Record<'LEFT' | 'RESPONDED', EventWords>> = {
  LEFT: {
    infinitive: 'leave',
    past: 'left',
    otherwise: 'stayed',
    gerund: 'leaving',
    opposite: 'staying',
    people: 'leavers',
    others: 'stayers',
    remaining: 'still here',
  },
  RESPONDED: {
    infinitive: 'respond',
    past: 'responded',
    otherwise: 'did not respond',
    gerund: 'responding',
    opposite: 'not responding',
    people: 'responders',
    others: 'non-responders',
    remaining: 'yet to respond',
  },
};

const MAX_WORDS = 40;
/** Names of columns that leave no doubt that the event was an answer or a purchase. */
const ANSWER =
  /(^|[^a-z])(respon(se|ded)|accepted|bought|purchased?|subscribed|converted|conversion)([^a-z]|$)/i;

/** The words for an event; the user's own, a past participle, are put into forms that any participle fits. */
export function eventWords({ event, words }: WhatHappened): EventWords {
  if (words === null && event !== 'OTHER') return USUAL[event];
  const past = words ?? 'had it happen';
  return {
    infinitive: `have ${past}`,
    past,
    otherwise: `have not ${past}`,
    gerund: `having ${past}`,
    opposite: `not having ${past}`,
    people: `those who ${past}`,
    others: `those who have not ${past}`,
    remaining: `yet to have ${past}`,
  };
}

/**
 * What the caller says that a definition is about; if they say nothing, what its column's name says.
 * @throws AppError BAD_USER_INPUT
 */
export function resolveEvent(
  { event, words }: { readonly event?: TargetEvent | null; readonly words?: string | null },
  column: string,
): WhatHappened {
  const own = words?.trim() || null;
  const about = event ?? (namesAnAnswer(column) ? 'RESPONDED' : 'LEFT');
  if (about === 'OTHER' && own === null) {
    throw refusal('event is OTHER and words is empty; say in words what happened, e.g. "renewed".');
  }
  if (own !== null && own.length > MAX_WORDS) {
    throw refusal(`words has ${own.length} characters; it may have 1..${MAX_WORDS}.`);
  }
  if (own !== null && !/^\p{L}[\p{L}\p{N} '’-]*$/u.test(own)) {
    throw refusal(`words is "${own}"; it must be letters, digits, spaces, hyphens and apostrophes.`);
  }
  return { event: about, words: own };
}

/**
 * Whether "left" would only be a guess, because nobody has said what happened and neither the name of the label nor a value
 * of those that mean that it did says so.
 */
export function leavesDoubt(
  event: TargetEvent | null | undefined,
  { column, positiveValues }: { readonly column: string; readonly positiveValues: readonly string[] },
): boolean {
  if (event != null || namesAnAnswer(column) || meaningOfName(column) !== null) return false;
  return !positiveValues.some((value) => valueThatLeft([value, 'active']) !== undefined);
}

function namesAnAnswer(column: string): boolean {
  return ANSWER.test(column.replace(/([a-z])([A-Z])/g, '$1 $2'));
}

function refusal(message: string): AppError {
  return new AppError('BAD_USER_INPUT', message, { field: ['definition', 'words'] });
}
