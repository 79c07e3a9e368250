import { readdirSync, readFileSync } from 'node:fs';
import {
  buildASTSchema,
  buildSchema,
  type DocumentNode,
  findBreakingChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
} from 'graphql';
import { describe, expect, it } from 'vitest';

const packageFolder = new URL('../', import.meta.url);
const readSchema = (path: string) => parse(readFileSync(new URL(path, packageFolder), 'utf8'));
const TODAY = new Date().toISOString().slice(0, 10);

/** The versions whose schema is kept, the oldest first. */
const releases = readdirSync(new URL('releases', packageFolder))
  .map((file) => file.replace('.graphql', ''))
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** What to use instead, and the day from which on it may be gone. */
const REASON = /^.+\. Removed on (\d{4}-\d{2}-\d{2}) at the earliest\.$/s;

/** What is deprecated without saying until when it stays. */
function undatedIn(schema: GraphQLSchema): string[] {
  const found: string[] = [];
  const look = (place: string, reason: string | null | undefined) => {
    const day = REASON.exec(reason ?? '')?.[1];
    if (reason != null && (day === undefined || Number.isNaN(Date.parse(day)))) found.push(place);
  };
  for (const type of Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))) {
    if (isEnumType(type))
      for (const value of type.getValues()) look(`${type.name}.${value.name}`, value.deprecationReason);
    else if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        look(`${type.name}.${field.name}`, field.deprecationReason);
    else if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field.deprecationReason);
        for (const argument of field.args)
          look(`${type.name}.${field.name}(${argument.name})`, argument.deprecationReason);
      }
  }
  return found;
}

/** A schema without what was announced to be gone by a day. */
function withoutExpired(document: DocumentNode, day: string): DocumentNode {
  return visit(document, {
    enter(node) {
      const directives = 'directives' in node ? node.directives : undefined;
      const deprecated = directives?.find(({ name }) => name.value === 'deprecated');
      const reason = deprecated?.arguments?.[0]?.value;
      if (reason?.kind !== Kind.STRING) return;
      const until = REASON.exec(reason.value)?.[1];
      return until !== undefined && until <= day ? null : undefined;
    },
  });
}

const breaks = (last: DocumentNode, now: DocumentNode, day: string) =>
  findBreakingChanges(buildASTSchema(withoutExpired(last, day)), buildASTSchema(now)).map(
    ({ description }) => description,
  );

describe('the schema', () => {
  it('breaks no client of the last release', () => {
    const last = readSchema(`releases/${releases.at(-1)}.graphql`);
    expect(breaks(last, readSchema('schema.graphql'), TODAY)).toEqual([]);
  });

  it('says of all that is deprecated what to use instead, and until when it stays', () => {
    expect(undatedIn(buildASTSchema(readSchema('schema.graphql')))).toEqual([]);
  });
});

describe('what these tests find', () => {
  const dated = '@deprecated(reason: "Use `b`. Removed on 2027-06-30 at the earliest.")';
  const last = parse(`type Query { a: Int ${dated}, b(x: Int): E } enum E { ONE TWO }`);

  it('is every deprecation without a day', () => {
    const undated = `
      type Query { a: Int @deprecated, b(x: Int @deprecated(reason: "Use y.")): E, c: Int ${dated} }
      enum E { ONE @deprecated(reason: "Removed on 2027-06-30 at the earliest.") }
      input I { d: Int @deprecated(reason: "Use e. Removed on 2027-13-30 at the earliest.") }`;
    expect(undatedIn(buildSchema(undated))).toEqual(['Query.a', 'Query.b(x)', 'E.ONE', 'I.d']);
  });

  it('is everything that is gone, unless it was announced and its day has come', () => {
    const without = parse('type Query { b(x: Int): E } enum E { ONE TWO }');
    expect(breaks(last, without, '2027-06-29')).toEqual(['Query.a was removed.']);
    expect(breaks(last, without, '2027-06-30')).toEqual([]);
    const another = parse(`type Query { a: Int ${dated}, b(x: Int!): E } enum E { ONE }`);
    expect(breaks(last, another, '2027-06-30')).toHaveLength(2);
  });
});
