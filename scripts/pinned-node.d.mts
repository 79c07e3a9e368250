/** The Node to run everything on; null where there is none for this platform. */
export function findNode(): string | null;
