import type { FastifyRequest } from 'fastify';
import { actorOf, STRANGER } from '../../platform/audit/actor-of.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.js';
import { settlementOf } from '../../platform/audit/settlement-of.js';
import type { Caller } from '../../platform/call/caller.js';

type From = Pick<FastifyRequest, 'ip'>;

/** Notes who signed in and out, and who tried to. */
export class SignInAudit {
  constructor(private readonly trail: AuditTrail) {}

  /** Before the answer has the cookie: a session that cannot be noted is of use to nobody. @throws what kept it from that */
  signedIn({ ip: address }: From, action: string, caller: Caller): Promise<void> {
    const actor = actorOf(caller);
    const subject = caller.id;
    return this.trail.record({ actor, action, subject, address }, { outcome: 'DONE', codes: [] });
  }

  /** `aimedAt` is whose password was tried, where the address is somebody's. */
  refused({ ip: address }: From, action: string, code: string, aimedAt: Caller | null = null): void {
    this.trail.noteRefusal({ actor: STRANGER, action, subject: aimedAt?.id ?? null, address }, code);
  }

  /** Notes what a person changes about themself, before and after; what a stranger sends is refused anyway. */
  async during<T>(
    { ip: address }: From,
    action: string,
    caller: Caller | null,
    work: () => Promise<T>,
  ): Promise<T> {
    if (caller === null) return work();
    const act = await this.trail.open({ actor: actorOf(caller), action, subject: caller.id, address });
    try {
      const result = await work();
      await act.settle({ outcome: 'DONE', codes: [] });
      return result;
    } catch (error) {
      await act.settle(settlementOf(error));
      throw error;
    }
  }
}
