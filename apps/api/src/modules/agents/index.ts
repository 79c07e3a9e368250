import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/open-call.js';
import { agentRoutes } from './agents.routes.js';

/** Lets agents ask what every other program may, by the Model Context Protocol. */
export function createAgents({ authenticate }: { readonly authenticate: Authenticate }) {
  return { routes: [agentRoutes(authenticate)] as Routes[] };
}
