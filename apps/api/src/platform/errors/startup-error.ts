/** Something that keeps the process from starting; the message is the one line that an operator reads. */
export class StartupError extends Error {
  override readonly name: string = 'StartupError';
}
