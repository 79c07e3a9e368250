import type { Translator } from './translation';

const rooms = import.meta.glob<object>('/src/**/messages.de.ts', { eager: true, import: 'default' });

/** What is said in German: one file that is loaded by those who read German. */
const german: Translator = (room) => rooms[`/src/${room}/messages.de.ts`];

export default german;
