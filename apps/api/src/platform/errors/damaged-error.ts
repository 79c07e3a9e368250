import { AppError } from './app-error.js';

/** Stored data that is not as it was written; whoever meets it does without it. */
export class DamagedError extends AppError {
  constructor(message: string, cause?: unknown) {
    super('CONFLICT', message, { cause });
    this.name = 'DamagedError';
  }
}
