import { ERROR_CODES, type ErrorCode } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import { EngineError } from '../engine/index.js';

/** Codes of the learning core that speak of the customers, and the API's code for each. */
const LEARNING_CODES: Readonly<Record<string, ErrorCode>> = { DEGENERATE_DATA: 'TOO_FEW_ROWS' };

/** Runs a computation; what the engine refused for a reason that a caller can act on becomes an AppError. */
export async function translateEngineErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof EngineError ? codeOf(error) : null;
    throw code === null ? error : new AppError(code, (error as EngineError).message, { cause: error });
  }
}

function codeOf({ code }: EngineError): ErrorCode | null {
  if (code === undefined) return null;
  if (Object.hasOwn(ERROR_CODES, code)) return code as ErrorCode;
  return LEARNING_CODES[code] ?? null;
}
