import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, coerceInputValue, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import { AppError } from '../../platform/errors/app-error.js';
import { requireStorable } from '../../platform/storable.js';
import { CustomerFilter, CustomerOrder } from './customer-list.inputs.js';

let schema: GraphQLSchema | undefined;

/** An input type of the published schema, by which a filter outside GraphQL is read as well; parsed when first used. */
function inputType(name: string): GraphQLInputType {
  const file = fileURLToPath(import.meta.resolve('@holdfast/schema/schema.graphql'));
  schema ??= buildSchema(readFileSync(file, 'utf8'), { assumeValid: true });
  return schema.getType(name) as GraphQLInputType;
}

/** Reads a CustomerFilter from the JSON of a URL; nothing for all customers. @throws AppError BAD_USER_INPUT */
export function readFilter(json: string | undefined): CustomerFilter {
  if (json === undefined || json === '') return new CustomerFilter();
  const value = parse(json);
  requireStorable(value, ['filter']);
  return coerceInputValue(value, inputType(CustomerFilter.name), (path, _value, { message }) => {
    throw new AppError('BAD_USER_INPUT', `The filter is not right: ${message}`, {
      field: ['filter', ...path.map(String)],
    });
  }) as CustomerFilter;
}

/** @throws AppError BAD_USER_INPUT unless it is a CustomerOrder; nothing is by id */
export function readOrder(name: string | undefined): CustomerOrder {
  if (name === undefined || name === '') return 'EXTERNAL_ID_ASC';
  if (Object.hasOwn(CustomerOrder, name)) return name as CustomerOrder;
  const orders = Object.keys(CustomerOrder).join(', ');
  throw new AppError('BAD_USER_INPUT', `orderBy is "${name.slice(0, 100)}"; it must be one of ${orders}.`, {
    field: ['orderBy'],
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new AppError('BAD_USER_INPUT', 'filter is no JSON; it must be a CustomerFilter as JSON.', {
      field: ['filter'],
    });
  }
}
