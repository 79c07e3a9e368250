import { enclosed } from './marks';
import type { Translator } from './translation';

const rooms = import.meta.glob<object>('/src/**/messages.ar.ts', { eager: true, import: 'default' });

/** A letter that is written from left to right. */
const LEFT_TO_RIGHT = /(?![\p{Script=Arabic}\p{Script=Hebrew}])\p{L}/u;

/** A name or an address that a message is told would pull the words around it to its other side. */
function told(one: unknown): unknown {
  return typeof one === 'string' && LEFT_TO_RIGHT.test(one) ? enclosed(one) : one;
}

function spoken(message: unknown): unknown {
  if (typeof message === 'function')
    return (...said: unknown[]): unknown => message(...said.map((one) => told(one)));
  if (Array.isArray(message) || message === null || typeof message !== 'object') return message;
  return Object.fromEntries(Object.entries(message).map(([name, one]) => [name, spoken(one)]));
}

const made = new Map<string, object | undefined>();

/** What is said in Arabic: one file that is loaded by those who read it. */
const arabic: Translator = (room) => {
  if (!made.has(room)) made.set(room, spoken(rooms[`/src/${room}/messages.ar.ts`]) as object | undefined);
  return made.get(room);
};

export default arabic;
