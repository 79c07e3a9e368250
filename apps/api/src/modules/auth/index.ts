import type { IncomingHttpHeaders } from 'node:http';
import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import type { Caller } from '../../platform/graphql/request-context.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeysService } from './api-keys.service.js';
import { Auth1763800000201 } from './auth.migration.js';
import { AuthResolver } from './auth.resolver.js';

export const entities = [ApiKey];
export const migrations = [Auth1763800000201];

/** What the slice stands on. */
export interface AuthDependencies {
  readonly dataSource: DataSource;
  readonly clock: Clock;
}

/** Who may do what: API keys, sessions, roles. */
export function createAuth({ dataSource, clock }: AuthDependencies) {
  const apiKeys = new ApiKeysService(dataSource, clock);
  const authenticate = async (headers: IncomingHttpHeaders): Promise<Caller | null> => {
    const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    return bearer === undefined ? null : apiKeys.recognise(bearer);
  };
  return { apiKeys, authenticate, resolvers: [new AuthResolver(apiKeys)] };
}
