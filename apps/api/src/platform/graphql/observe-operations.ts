import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type OperationDefinitionNode } from 'graphql';
import type { CallContext } from '../call/call-context.js';
import type { Telemetry } from '../telemetry/telemetry.js';

/**
 * Counts and names queries and mutations, where somebody watches. By their root fields: the names that clients give them
 * are without end, and may say anything.
 */
export function observeOperations({ meters, traces }: Telemetry): ApolloServerPlugin<CallContext> {
  return {
    async requestDidStart() {
      const began = performance.now();
      let type = 'none';
      let field = 'none';
      return {
        async didResolveOperation({ operation }) {
          if (operation === undefined) return;
          type = operation.operation;
          field = rootFieldOf(operation);
          traces?.describe(`${type} ${field}`, { 'graphql.operation.type': type });
        },
        async willSendResponse({ response: { body } }) {
          if (meters === null || body.kind !== 'single') return;
          const { errors = [], extensions } = body.singleResult;
          const { actual = 0 } = (extensions?.cost ?? {}) as { actual?: number };
          const status = errors.length === 0 ? 'OK' : String(errors[0]?.extensions?.code ?? 'INTERNAL');
          const seconds = (performance.now() - began) / 1000;
          meters.operationEnded({ field, type, status, seconds, cost: actual });
        },
      };
    },
  };
}

/** The first root field, with a "+" where there is more. Fields that the schema does not have never come here. */
function rootFieldOf({ selectionSet: { selections } }: OperationDefinitionNode): string {
  const [first] = selections;
  const name = first?.kind === Kind.FIELD ? first.name.value : 'fragment';
  return selections.length > 1 ? `${name}+` : name;
}
