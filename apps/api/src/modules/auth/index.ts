import type { IncomingHttpHeaders } from 'node:http';
import type { DataSource } from 'typeorm';
import type { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/call/caller.js';
import type { Clock } from '../../platform/clock.js';
import type { Limits, OpenIdConfig } from '../../platform/config.js';
import { writeFirstAdminKey } from './admin-key-file.js';
import { AgentKeys1767800000206 } from './agent-keys.migration.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeysService, type FindDataset } from './api-keys.service.js';
import { Attempts } from './attempts.js';
import { Auth1763800000201 } from './auth.migration.js';
import { AuthResolver } from './auth.resolver.js';
import { authRoutes } from './auth.routes.js';
import { KeyRotation1767200000204 } from './key-rotation.migration.js';
import { KeyScopes1764600000202 } from './key-scopes.migration.js';
import { openIdRoutes } from './open-id/open-id.routes.js';
import { OpenIdService } from './open-id/open-id.service.js';
import { OwnPasskeysService } from './passkeys/own-passkeys.service.js';
import { passkeyRoutes } from './passkeys/passkey.routes.js';
import { PasskeyUses1768600000208 } from './passkeys/passkey-uses.migration.js';
import { Passkeys1768400000207 } from './passkeys/passkeys.migration.js';
import { PasskeysResolver } from './passkeys/passkeys.resolver.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { relyingParty } from './passkeys/relying-party.js';
import { People1766400000203 } from './people/people.migration.js';
import { PeopleResolver } from './people/people.resolver.js';
import { PeopleService } from './people/people.service.js';
import { User } from './people/user.entity.js';
import { isSameOrigin } from './same-origin.js';
import { SeenDatasets1767600000205 } from './seen-datasets.migration.js';
import { OwnSessionsService } from './sessions/own-sessions.service.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { OWNER_ID, SessionsService } from './sessions.service.js';
import { SignInAudit } from './sign-in-audit.js';
import { SignInLinksService } from './sign-in-links.service.js';
import { waysRoutes } from './ways.routes.js';
import { withinTime } from './within-time.js';

export { adminKeyFile } from './admin-key-file.js';

export const entities = [ApiKey, User];
export const migrations = [
  Auth1763800000201,
  KeyScopes1764600000202,
  People1766400000203,
  KeyRotation1767200000204,
  SeenDatasets1767600000205,
  AgentKeys1767800000206,
  Passkeys1768400000207,
  PasskeyUses1768600000208,
];

/** Tables that no backup keeps: who is signed in, and who may be by a link. */
export const leftTables = ['auth.session', 'auth.verification', 'auth.sign_in_links'];

/** What the slice depends on; `url` names the database of `dataSource`. */
export interface AuthDependencies {
  readonly dataSource: DataSource;
  readonly url: string;
  readonly clock: Clock;
  readonly dataDir: string;
  readonly findDataset: FindDataset;
  readonly audit: AuditTrail;
  /** Under which address people reach this installation. */
  readonly publicUrl: string;
  /** The provider by which people may sign in; null for none. */
  readonly openId: OpenIdConfig | null;
  readonly limits: Pick<Limits, 'sessionConnections' | 'queryTimeout'>;
}

/** Authenticates and authorises callers: API keys, sessions and roles. Nobody gets in without a key or a session. */
export function createAuth(dependencies: AuthDependencies) {
  const { dataSource, url, clock, dataDir, findDataset, limits, audit, publicUrl, openId } = dependencies;
  const host = relyingParty(publicUrl);
  const apiKeys = new ApiKeysService(dataSource, clock, findDataset);
  const attempts = new Attempts(dataSource);
  const sessions = new SessionsService(dataSource, url, apiKeys, attempts, clock, host, limits);
  const links = new SignInLinksService(dataSource, clock);
  const people = new PeopleService(dataSource, clock, links);
  const passkeys = new PasskeysService(dataSource, sessions);
  const signIns = new SignInAudit(audit);
  const byOpenId = openId && new OpenIdService(dataSource, sessions, openId, publicUrl, limits.queryTimeout);
  return {
    apiKeys,
    sessions,
    links,
    people,
    resolvers: [
      new AuthResolver(apiKeys),
      new PeopleResolver(people),
      new SessionsResolver(new OwnSessionsService(dataSource)),
      new PasskeysResolver(new OwnPasskeysService(dataSource)),
    ],
    routes: [
      authRoutes({ links, sessions, apiKeys, audit: signIns }),
      passkeyRoutes({ passkeys, sessions, audit: signIns }),
      waysRoutes(host, openId),
      ...(byOpenId ? [openIdRoutes({ openId: byOpenId, sessions, audit: signIns, publicUrl })] : []),
    ],
    /** Identifies the sender of a request: a key works from anywhere, a session only from our own pages. */
    async authenticate(headers: IncomingHttpHeaders): Promise<Caller | null> {
      const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
      if (bearer === undefined && !isSameOrigin(headers)) return null;
      return withinTime(limits.queryTimeout, () =>
        bearer === undefined ? sessions.recognise(headers) : apiKeys.recognise(bearer),
      );
    },
    /** Creates what an installation needs at its first start; later starts find it. */
    async prepare(): Promise<void> {
      await sessions.prepare();
      await writeFirstAdminKey(dataSource, url, apiKeys, dataDir);
    },
    /** The path of a new sign-in link for the owner; null while they are signed in. */
    async firstLink(): Promise<string | null> {
      return (await sessions.isOwnerSettled()) ? null : links.create(OWNER_ID);
    },
  };
}
