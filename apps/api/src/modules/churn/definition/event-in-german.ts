import type { EventWords } from './event-words.types.js';

/** What a model predicts, as German sentences need it. */
export interface EventInGerman {
  /** After "werden voraussichtlich". */
  readonly infinitive: string;
  /** As a noun: "Abwandern". */
  readonly noun: string;
  readonly people: string;
  readonly others: string;
  /** After a noun and a comma: "die noch da sind". */
  readonly remaining: string;
  /** After "von 100 Kunden", of several: "sind 43 abgewandert" is this around the number. */
  readonly happenedTo: (count: string) => string;
  /** As a clause of several: "abgewandert sind". */
  readonly whoDid: string;
}

const LEFT: EventInGerman = {
  infinitive: 'abwandern',
  noun: 'Abwandern',
  people: 'Abgewanderte',
  others: 'Gebliebene',
  remaining: 'die noch da sind',
  happenedTo: (count) => `sind ${count} abgewandert`,
  whoDid: 'abgewandert sind',
};

const RESPONDED: EventInGerman = {
  infinitive: 'reagieren',
  noun: 'Reagieren',
  people: 'Reagierende',
  others: 'Nichtreagierende',
  remaining: 'die noch nicht reagiert haben',
  happenedTo: (count) => `haben ${count} reagiert`,
  whoDid: 'reagiert haben',
};

/** The German for an event; whoever named it otherwise is quoted, since nobody can inflect their word. */
export function eventInGerman({ past }: Pick<EventWords, 'past'>): EventInGerman {
  if (past === 'left') return LEFT;
  if (past === 'responded') return RESPONDED;
  const quoted = `„${past}“`;
  return {
    infinitive: `${quoted} haben`,
    noun: quoted,
    people: `Kunden mit ${quoted}`,
    others: `Kunden ohne ${quoted}`,
    remaining: `bei denen ${quoted} noch aussteht`,
    happenedTo: (count) => `gilt für ${count} ${quoted}`,
    whoDid: `${quoted} haben`,
  };
}
