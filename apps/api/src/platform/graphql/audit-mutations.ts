import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { actorOf } from '../audit/actor-of.js';
import type { AuditTrail, Settlement } from '../audit/audit-trail.js';
import { settlementOf } from '../audit/settlement-of.js';
import type { CallContext } from '../call/call-context.js';
import { AppError } from '../errors/app-error.js';
import { type Subject, subjectOfInput, subjectOfPayload } from './named-subject.js';

type Resolve = GraphQLFieldResolver<unknown, CallContext, Record<string, unknown>>;

/** How often in a minute somebody may ask for what they may not do; each of these is two rows of the audit. */
const FORBIDDEN_A_MINUTE = 100;
const MINUTE_MS = 60_000;

/** The root fields that were noted in a call, by the names that its answer gives them. */
const notedIn = (call: CallContext) => call.keep(auditMutations, () => new Set<string>());

/** Whether a root field of a call has come as far as its resolver, which notes it. */
export function wasNoted(call: CallContext, responseName: string): boolean {
  return notedIn(call).has(responseName);
}

/**
 * Makes every mutation of a schema note itself: on the disk before it does anything, whoever asks, and then what came of it. A
 * mutation that cannot be noted is not done.
 */
export function auditMutations(schema: GraphQLSchema, trail: AuditTrail): void {
  const isType = (name: string) => isObjectType(schema.getType(name));
  const patience = new Patience();
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve as Resolve;
    field.resolve = async (source, args, call: CallContext, info) => {
      patience.require(call.caller.id);
      notedIn(call).add(String(info.path.key));
      call.concerned.clear();
      const about = subjectOfInput(args.input, isType);
      const act = { actor: actorOf(call.caller), action: field.name, address: call.address, ...about };
      const open = await trail.open(act, call.signal);
      const settle = (settlement: Settlement, found: Subject = about) =>
        open.settle({
          ...settlement,
          subject: found.subject ?? about.subject,
          datasetId: found.datasetId ?? about.datasetId ?? firstOf(call.concerned),
        });
      try {
        const payload: unknown = await resolve(source, args, call, info);
        await settle(settlementOfPayload(payload), subjectOfPayload(payload, isType));
        return payload;
      } catch (error) {
        if (error instanceof AppError && error.code === 'FORBIDDEN') patience.lose(call.caller.id);
        await settle(settlementOf(error, call.signal.reason));
        throw error;
      }
    };
  }
}

function settlementOfPayload(payload: unknown): Settlement {
  const errors = (payload as { userErrors?: readonly { code: string }[] } | null)?.userErrors ?? [];
  return { outcome: errors.length > 0 ? 'REFUSED' : 'DONE', codes: errors.map(({ code }) => code) };
}

function firstOf(keys: ReadonlySet<string>): string | null {
  return keys.values().next().value ?? null;
}

/** Lets somebody rest who asks again and again for what they may not do: the audit would keep each time for ever. */
class Patience {
  readonly #lost = new Map<string, { count: number; readonly until: number }>();

  /** @throws AppError RATE_LIMITED */
  require(caller: string): void {
    const lost = this.#lost.get(caller);
    if (lost === undefined) return;
    const left = lost.until - performance.now();
    if (left <= 0) this.#lost.delete(caller);
    else if (lost.count >= FORBIDDEN_A_MINUTE) throw restFor(Math.ceil(left / 1000));
  }

  lose(caller: string): void {
    const lost = this.#lost.get(caller) ?? { count: 0, until: performance.now() + MINUTE_MS };
    lost.count++;
    this.#lost.set(caller, lost);
  }
}

function restFor(seconds: number): AppError {
  const message = `You asked ${FORBIDDEN_A_MINUTE} times within a minute for what you may not do; ask again in ${seconds} s.`;
  return new AppError('RATE_LIMITED', message, { retryAfter: seconds });
}
