/** The folder of all uploads in the store. */
export const SHARED_UPLOADS = 'uploads';

/** The bytes of a complete upload. */
export function bytesNameOf(id: string): string {
  return `${SHARED_UPLOADS}/${id}`;
}

/** What is known of a complete upload. */
export function recordNameOf(id: string): string {
  return `${bytesNameOf(id)}.json`;
}

/** What is known of an upload that comes in parts. */
export function begunNameOf(id: string): string {
  return `${bytesNameOf(id)}.begun`;
}

/** Its parts. */
export function partsFolderOf(id: string): string {
  return `${bytesNameOf(id)}.parts`;
}
