/** Seconds until all bytes are sent at the mean speed so far; null while too little is known (half a second, or nothing sent). */
export function secondsLeft(sentBytes: number, totalBytes: number, elapsedSeconds: number): number | null {
  if (sentBytes <= 0 || elapsedSeconds < 0.5) return null;
  return ((totalBytes - sentBytes) * elapsedSeconds) / sentBytes;
}
