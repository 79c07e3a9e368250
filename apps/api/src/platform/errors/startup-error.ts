/** An error that keeps the process from starting; its message is the one line that the operator reads. */
export class StartupError extends Error {
  override readonly name: string = 'StartupError';
}
