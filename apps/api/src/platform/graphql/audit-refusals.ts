import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { actorOf } from '../audit/actor-of.js';
import type { AuditTrail } from '../audit/audit-trail.js';
import type { CallContext } from '../call/call-context.js';
import { wasNoted } from './audit-mutations.js';

/**
 * Notes mutations that were refused before they came to their resolver: their document does not fit the schema, their
 * variables are of other types, or the caller has spent what they may. Those of a document that is no GraphQL are not known.
 */
export function auditRefusals(trail: AuditTrail): ApolloServerPlugin<CallContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ schema, document, request, contextValue: call, response: { body } }) {
          if (body.kind !== 'single' || document === undefined) return;
          const code = body.singleResult.errors?.[0]?.extensions?.code;
          if (typeof code !== 'string') return;
          const actor = actorOf(call.caller);
          for (const action of notCarriedOut(schema, document, request.operationName, call)) {
            trail.noteRefusal({ actor, action, address: call.address }, code);
          }
        },
      };
    },
  };
}

/** The names of the mutations of an operation, as far as the schema has them, that did not come to their resolvers. */
function notCarriedOut(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  call: CallContext,
): Set<string> {
  const operation = getOperationAST(document, operationName);
  const known = schema.getMutationType()?.getFields() ?? {};
  const names = new Set<string>();
  if (operation?.operation !== OperationTypeNode.MUTATION) return names;
  const fragments = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const { name, alias } = selection;
        if (Object.hasOwn(known, name.value) && !wasNoted(call, (alias ?? name).value)) names.add(name.value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!fragments.has(selection.name.value)) {
        fragments.add(selection.name.value);
        const fragment = document.definitions.find(
          (definition) =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) collect(fragment.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  return names;
}
