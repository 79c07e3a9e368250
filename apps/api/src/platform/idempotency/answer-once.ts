import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AppError } from '../errors/app-error.js';

/** A call that may arrive more than once. */
export interface RepeatableCall {
  /** The key of the part of the data that it changes; its answer is kept as long as that. */
  readonly part: string;
  /** The name of the use case: keys of two of them have nothing to do with each other. */
  readonly use: string;
  /** What the caller calls it by; null for a call that is carried out each time. */
  readonly key: string | null;
  /** What it asks for, as plain data; equal texts in JSON are the same call. */
  readonly input: unknown;
  /** What the input is, in words, e.g. "customers". */
  readonly of: string;
}

/**
 * Carries a call out once, in the manager's transaction: the same call again gets the first answer, which is plain data, and
 * another one with its key is refused. Of calls at the same time one is carried out and the others wait for it.
 * @throws AppError CONFLICT for another input, and whatever `work` throws; then nothing is kept
 */
export async function answerOnce<Answer extends object>(
  manager: EntityManager,
  { part, use, key, input, of }: RepeatableCall,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (key === null) return work();
  const sha256 = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [[part, use, key].join(' ')]);
  const [before]: { sha256: string; answer: Answer }[] = await manager.query(
    `select request_sha256 as sha256, answer from idempotent_answers
     where part = $1 and use = $2 and idempotency_key = $3`,
    [part, use, key],
  );
  if (before?.sha256 === sha256) return before.answer;
  if (before !== undefined) {
    const message = `idempotencyKey "${key}" was already used for other ${of}; every call needs its own.`;
    throw new AppError('CONFLICT', message, { field: ['idempotencyKey'] });
  }
  const answer = await work();
  await manager.query(
    `insert into idempotent_answers (part, use, idempotency_key, request_sha256, answer) values ($1, $2, $3, $4, $5)`,
    [part, use, key, sha256, JSON.stringify(answer)],
  );
  return answer;
}

/** Takes texts out of a list in the answers of a use case, in the manager's transaction: somebody is erased. */
export async function forgetInAnswers(
  manager: EntityManager,
  { part, use, list }: Pick<RepeatableCall, 'part' | 'use'> & { readonly list: string },
  texts: readonly string[],
): Promise<void> {
  await manager.query(
    `update idempotent_answers set answer = jsonb_set(answer, array[$3::text], (
       select coalesce(jsonb_agg(text), '[]') from jsonb_array_elements_text(answer -> $3) as text where text <> all($4)))
     where part = $1 and use = $2 and jsonb_exists_any(answer -> $3, $4)`,
    [part, use, list, texts],
  );
}
