import fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import { anyValue, type Pools } from './random-values.js';
import type { Argument, OperationTree, SelectedField, Selection } from './write-operation.js';

/** How deep a selection goes below the root. */
const MAX_DEPTH = 7;

const TYPENAME: SelectedField = { kind: 'field', name: '__typename', args: [], directive: null, inner: null };

const directive = fc.oneof(
  { weight: 9, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({
      name: fc.constantFrom('skip', 'include'),
      when: fc.boolean(),
      asVariable: fc.boolean(),
    }),
  },
);

/** Valid operations over a whole schema: any fields, nested in any way, with any arguments, fragments and directives. */
export function anyOperation(schema: GraphQLSchema, pools: Pools): fc.Arbitrary<OperationTree> {
  const selections = new Map<string, fc.Arbitrary<Selection[]>>();

  /** Some fields of a type, a few of them inside a fragment; made once for each type and depth. */
  function someOf(type: GraphQLObjectType, depth: number): fc.Arbitrary<Selection[]> {
    const key = `${type.name}:${depth}`;
    const known = selections.get(key);
    if (known !== undefined) return known;
    const field = oneOf(type, depth);
    const fragment: fc.Arbitrary<Selection> = fc.record({
      kind: fc.constantFrom('fragment', 'spread'),
      on: fc.constant(type.name),
      directive,
      inner: fc.array(field, { minLength: 1, maxLength: 2 }),
    });
    const one = fc.oneof({ weight: 7, arbitrary: field }, { weight: 1, arbitrary: fragment });
    const some = fc.array(one, { minLength: 1, maxLength: 3 });
    selections.set(key, some);
    return some;
  }

  function oneOf(type: GraphQLObjectType, depth: number): fc.Arbitrary<Selection> {
    const all = Object.values(type.getFields());
    const fields = depth > 0 ? all : all.filter((field) => isLeafType(getNamedType(field.type)));
    if (fields.length === 0) return fc.constant(TYPENAME);
    return fc.constantFrom(...fields).chain((field) => selected(field, depth));
  }

  function selected(field: GraphQLField<unknown, unknown>, depth: number): fc.Arbitrary<Selection> {
    const type = getNamedType(field.type);
    const args = field.args.map((arg): fc.Arbitrary<Argument | null> => {
      const value = anyValue(arg.type, `${field.name}.${arg.name}`, pools);
      const given = fc.record({
        name: fc.constant(arg.name),
        type: fc.constant(arg.type),
        value,
        asVariable: fc.boolean(),
      });
      return isRequiredArgument(arg) ? given : fc.option(given, { nil: null, freq: 2 });
    });
    return fc.record({
      kind: fc.constant('field' as const),
      name: fc.constant(field.name),
      args: fc.tuple(...args).map((all) => all.filter((arg) => arg !== null)),
      directive,
      inner: isUnionType(type)
        ? partsOf(type, depth - 1)
        : isObjectType(type)
          ? someOf(type, depth - 1)
          : fc.constant(null),
    });
  }

  /** Some fields of some of the types that a value may have. */
  function partsOf(type: GraphQLUnionType, depth: number): fc.Arbitrary<Selection[]> {
    const part = fc.constantFrom(...type.getTypes()).chain((one) =>
      fc.record({
        kind: fc.constantFrom('fragment' as const, 'spread' as const),
        on: fc.constant(one.name),
        directive,
        inner: someOf(one, depth),
      }),
    );
    return fc.array(part, { minLength: 1, maxLength: 2 });
  }

  const rooted = (kind: OperationTree['kind'], root: GraphQLObjectType, maxLength: number) =>
    fc.array(oneOf(root, MAX_DEPTH), { minLength: 1, maxLength }).map((selections) => ({ kind, selections }));
  return fc.oneof(
    { weight: 10, arbitrary: rooted('query', schema.getQueryType()!, 2) },
    { weight: 5, arbitrary: rooted('mutation', schema.getMutationType()!, 2) },
    { weight: 1, arbitrary: rooted('subscription', schema.getSubscriptionType()!, 1) },
  );
}
