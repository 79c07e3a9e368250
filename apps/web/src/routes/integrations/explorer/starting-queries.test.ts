import printedSchema from '@holdfast/schema/schema.graphql?raw';
import { buildSchema, getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { startingQueries } from './starting-queries';

const schema = buildSchema(printedSchema);
const queries = startingQueries({ datasetId: 'd1', attributes: { visits: 3 }, jobId: 'j1' });

describe('the queries to begin with', () => {
  it.each(queries)('fit the schema, with their variables: $name', ({ query, variables }) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const { variableDefinitions = [] } = getOperationAST(document)!;
    const given = JSON.parse(variables) as Record<string, unknown>;
    expect(getVariableValues(schema, variableDefinitions, given).errors).toBeUndefined();
    const declared = variableDefinitions.map(({ variable }) => variable.name.value);
    expect(declared).toEqual(expect.arrayContaining(Object.keys(given)));
  });

  it('ask for no score and follow no job where none is known', () => {
    const keys = startingQueries({ datasetId: 'd1' }).map(({ key }) => key);
    expect(keys).not.toContain('score');
    expect(keys).not.toContain('job');
  });
});
