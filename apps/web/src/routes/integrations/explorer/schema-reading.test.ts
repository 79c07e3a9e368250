import printedSchema from '@holdfast/schema/schema.graphql?raw';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { findInSchema, groupTypes, readType } from './schema-reading';

const schema = buildSchema(printedSchema);

describe('the documentation of a type', () => {
  it('has its fields with what they mean, take and lead to', () => {
    const { kind, entries } = readType(schema, 'Query')!;
    const customers = entries.find(({ name }) => name === 'customers')!;
    expect(kind).toBe('object');
    expect(customers).toMatchObject({
      type: expect.stringMatching(/^CustomerConnection/),
      leadsTo: 'CustomerConnection',
    });
    expect(customers.args.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['datasetId', 'first', 'after']),
    );
    expect(customers.args.every(({ description }) => description !== '')).toBe(true);
  });

  it('has the values of an enum, the members of a union and the fields of an input', () => {
    expect(readType(schema, 'Role')!.entries.map(({ name }) => name)).toContain('ANALYST');
    expect(readType(schema, '_Entity')!.entries.map(({ leadsTo }) => leadsTo)).toContain('Customer');
    expect(readType(schema, 'ImportDatasetInput')!.entries.map(({ name }) => name)).toContain('uploadId');
  });

  it('says by which fields and arguments it is reached', () => {
    const usesOf = (name: string) => readType(schema, name)!.uses.map((use) => use.name);
    expect(usesOf('Customer')).toEqual(expect.arrayContaining(['Query.customer', 'CustomerEdge.node']));
    expect(usesOf('CustomerFilter')).toContain('Query.customers');
    expect(usesOf('Query')).toEqual([]);
  });

  it('has what gateways add after all else', () => {
    expect(
      readType(schema, 'Query')!
        .entries.slice(-2)
        .map(({ name }) => name),
    ).toEqual(['_entities', '_service']);
  });

  it('says nothing of a type that there is not', () => {
    expect(readType(schema, 'Nothing')).toBeNull();
  });
});

describe('the search', () => {
  it('finds types before fields, and names that begin with the text before others', () => {
    const names = findInSchema(schema, 'segment', 200).map(({ name }) => name);
    expect(names[0]).toBe('Segment');
    expect(names.indexOf('Customer.segment')).toBeGreaterThan(names.indexOf('Segmentation'));
  });

  it('finds nothing for nothing, and at most so many', () => {
    expect(findInSchema(schema, ' ')).toEqual([]);
    expect(findInSchema(schema, 'a', 7)).toHaveLength(7);
  });
});

describe('the list of types', () => {
  it('has each type once, but for what gateways and introspection add', () => {
    const groups = groupTypes(schema);
    const listed = groups.flatMap(({ types }) => types);
    const all = Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('_'));
    expect([...listed].sort()).toEqual(all.sort());
    expect(groups[0]!.types).toEqual(['Query', 'Mutation', 'Subscription']);
    expect(groups.find(({ name }) => name === 'Inputs')!.types).toContain('CustomerFilter');
  });
});
