import fc from 'fast-check';
import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

/** What random values are taken from besides chance: what exists, by the name of the argument or field that takes it. */
export interface Pools {
  /** Values that mean something, by `datasetId` or by `DeleteDatasetInput.datasetId`, which then takes no others. */
  readonly named: Readonly<Record<string, readonly string[]>>;
  /** Attributes by column name. */
  readonly attributes: Readonly<Record<string, fc.Arbitrary<unknown>>>;
}

const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', ' ', '%', "'", '"; drop table', '💥', 'x'.repeat(300), '10', 'null'),
  },
  { weight: 1, arbitrary: fc.constantFrom('a\0b', '\ud800', '\u202e', '__proto__', 'constructor') },
);
const int = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0, 100, 101, 2 ** 31 - 1, -(2 ** 31)) },
);
const float = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
);
const moment = fc
  .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

/**
 * Any value that a variable of a type can have, for a place like `job.id` or `CustomerInput.externalId`; where the pools
 * know the place, mostly one of theirs.
 */
export function anyValue(
  type: GraphQLInputType,
  place: string,
  pools: Pools,
  within: readonly string[] = [],
): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return knownOr(type.ofType, place, pools, within);
  return fc.option(knownOr(type, place, pools, within), { nil: null, freq: 8 });
}

function knownOr(
  type: GraphQLInputType,
  place: string,
  { named, ...rest }: Pools,
  within: readonly string[],
): fc.Arbitrary<unknown> {
  const any = anyOf(type, place, { named, ...rest }, within);
  const ofPlace = named[place];
  const known = ofPlace ?? named[place.slice(place.indexOf('.') + 1)];
  if (known === undefined || isListType(type)) return any;
  const foreign = Object.values(named).flat();
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...known) },
    { weight: ofPlace ? 0 : 1, arbitrary: fc.constantFrom(...foreign) },
    { weight: 1, arbitrary: any },
  );
}

function anyOf(
  type: GraphQLInputType,
  place: string,
  pools: Pools,
  within: readonly string[],
): fc.Arbitrary<unknown> {
  if (isListType(type)) return fc.array(anyValue(type.ofType, place, pools, within), { maxLength: 3 });
  if (isNonNullType(type)) return anyOf(type.ofType, place, pools, within);
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((value) => value.name));
  if (isInputObjectType(type)) {
    // An input may hold others of its own type: two of them in each other are enough.
    const inside = [...within, type.name];
    const fields = Object.values(type.getFields()).filter((field) => {
      const { name } = getNamedType(field.type);
      return inside.filter((outer) => outer === name).length < 2;
    });
    const model = Object.fromEntries(
      fields.map((field) => [field.name, anyValue(field.type, `${type.name}.${field.name}`, pools, inside)]),
    );
    return fc.record(model, {
      requiredKeys: fields.filter(isRequiredInputField).map((field) => field.name),
    });
  }
  const json = fc.oneof(
    { weight: 4, arbitrary: fc.record(pools.attributes, { requiredKeys: [] }) },
    {
      weight: 1,
      arbitrary: fc.dictionary(text, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4, noNullPrototype: true }),
    },
  );
  const scalars: Record<string, fc.Arbitrary<unknown>> = {
    Int: int,
    Float: float,
    Boolean: fc.boolean(),
    DateTime: moment,
    Date: moment.map((iso) => iso.slice(0, 10)),
    JSONObject: json,
    _Any: reference(pools),
  };
  return scalars[type.name] ?? text;
}

/** An object that another subgraph refers to, or something like it. */
function reference({ named }: Pools): fc.Arbitrary<unknown> {
  const known = fc.constantFrom(...Object.values(named).flat());
  const one = fc.oneof(
    { weight: 4, arbitrary: known },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  );
  return fc.record(
    {
      __typename: fc.constantFrom('Dataset', 'Customer', 'Segment', 'ChurnModel', 'Job'),
      id: one,
      datasetId: fc.constantFrom(...(named.datasetId ?? [''])),
      externalId: one,
    },
    { requiredKeys: ['__typename'] },
  );
}
