import { locale } from './locale.svelte.ts';

/**
 * The messages of a room, in the language of the page: read them where they are shown, `say().title`, so that they follow
 * when the language changes. `room` is the folder below src; its translations are `messages.<language>.ts` beside it.
 */
export function dictionary<Messages extends object>(room: string, english: Messages): () => Messages {
  return () => (locale.translator?.(room, english) as Messages | undefined) ?? english;
}
