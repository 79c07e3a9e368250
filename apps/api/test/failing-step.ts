/** What became of the steps of a kind, statements or calls for files, of which one was made to fail. */
export interface FailingStep {
  /** How many there were. */
  readonly count: () => number;
  /** The one that failed; null if none did. */
  readonly failed: () => string | null;
  readonly end: () => void;
}
