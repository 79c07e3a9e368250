import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printApiSchema, SCHEMA_FILE } from '../src/print-schema.js';

const CONTRACT = join(import.meta.dirname, 'fixtures/contract.graphql');

describe('the schema', () => {
  it('matches the printed one for integrators; run `pnpm --filter @holdfast/api schema` to print it again', async () => {
    expect(await printApiSchema()).toBe(readFileSync(SCHEMA_FILE, 'utf8'));
  });

  it('describes every type, field, argument and value', async () => {
    const { definitions } = (await import('graphql')).parse(await printApiSchema());
    const bare: string[] = [];
    for (const type of definitions) {
      if (!('name' in type) || !type.name || type.kind === 'DirectiveDefinition') continue;
      const members = [
        ...('fields' in type ? (type.fields ?? []) : []),
        ...('values' in type ? (type.values ?? []) : []),
      ];
      const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name.value);
      if (!isRoot && 'description' in type && !type.description) bare.push(type.name.value);
      for (const member of members) {
        const place = `${type.name.value}.${member.name.value}`;
        if (!member.description) bare.push(place);
        const args = 'arguments' in member ? (member.arguments ?? []) : [];
        bare.push(...args.filter((arg) => !arg.description).map((arg) => `${place}(${arg.name.value})`));
      }
    }
    expect(bare).toEqual([]);
  });

  it('holds everything that the first contract promised', async () => {
    const [contract, ours] = [
      buildSchema(readFileSync(CONTRACT, 'utf8')),
      buildSchema(await printApiSchema()),
    ];
    expect(findBreakingChanges(contract, ours)).toEqual([]);
  });
});
