import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';
import { type English, say } from './messages';

/** A field, an argument or a value, as the documentation shows it. */
export interface Entry {
  readonly name: string;
  readonly description: string;
  /** Its type as it is written, e.g. `[Segment!]!`; null for a value of an enum. */
  readonly type: string | null;
  /** The type to go on to. */
  readonly leadsTo: string | null;
  /** Until when, and what instead; null where it stays. */
  readonly deprecated: string | null;
  readonly args: readonly Entry[];
}

/** A type, as the documentation shows it. */
export interface TypeReading {
  readonly name: string;
  /** What it is, as the dictionary calls it. */
  readonly kind: keyof English['docs']['kinds'];
  readonly description: string;
  readonly entries: readonly Entry[];
  /** The fields and arguments that have it, as they are written, e.g. `Query.customers`. */
  readonly uses: readonly Use[];
}

/** Where a type is used. */
export interface Use {
  readonly name: string;
  /** The type that has the field. */
  readonly type: string;
}

/** Types that are alike. */
export interface TypeGroup {
  /** What they are, in words. */
  readonly name: string;
  readonly types: readonly string[];
}

/** A type, or a field of one, that was found. */
export interface Found {
  /** As it is written, e.g. `Customer.churn`. */
  readonly name: string;
  /** The type that has it, or is it. */
  readonly type: string;
  readonly description: string;
}

/** What a type holds; null where the schema has none of this name. */
export function readType(schema: GraphQLSchema, name: string): TypeReading | null {
  const type = schema.getType(name);
  if (!type) return null;
  const reading = (kind: TypeReading['kind'], entries: readonly Entry[]) => ({
    ...{ name, kind, entries },
    description: type.description ?? '',
    uses: usesOf(schema, name),
  });
  if (isObjectType(type) || isInterfaceType(type)) {
    return reading('object', Object.values(type.getFields()).map(entryOf).sort(gatewaysLast));
  }
  if (isInputObjectType(type)) return reading('input', Object.values(type.getFields()).map(entryOf));
  if (isUnionType(type)) {
    const members = type.getTypes().map((member) => ({
      ...{
        name: say().docs.is,
        description: member.description ?? '',
        type: member.name,
        leadsTo: member.name,
      },
      ...{ deprecated: null, args: [] },
    }));
    return reading('union', members);
  }
  if (isEnumType(type)) {
    const values = type.getValues().map((value) => ({
      ...{ name: value.name, description: value.description ?? '', type: null, leadsTo: null, args: [] },
      deprecated: value.deprecationReason ?? null,
    }));
    return reading('enum', values);
  }
  return reading('scalar', []);
}

/** The types of a schema by what they are, those to begin with first, each group by name. */
export function groupTypes(schema: GraphQLSchema): TypeGroup[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
    (type) => (type ? [type.name] : []),
  );
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isForGateways(type.name) && !roots.includes(type.name),
  );
  const named = (is: (type: GraphQLNamedType) => boolean) =>
    types
      .filter(is)
      .map(({ name }) => name)
      .sort();
  const isResult = ({ name }: GraphQLNamedType) => /(Payload|Connection|Edge)$/.test(name);
  const words = say().docs.groups;
  return [
    { name: words.roots, types: roots },
    { name: words.objects, types: named((type) => isObjectType(type) && !isResult(type)) },
    { name: words.inputs, types: named(isInputObjectType) },
    {
      name: words.values,
      types: named((type) => isEnumType(type) || isUnionType(type) || isScalarType(type)),
    },
    { name: words.results, types: named((type) => isObjectType(type) && isResult(type)) },
  ];
}

function usesOf(schema: GraphQLSchema, wanted: string): Use[] {
  const uses: Use[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || !(isObjectType(type) || isInputObjectType(type))) continue;
    for (const field of Object.values(type.getFields())) {
      const args = 'args' in field ? field.args : [];
      if ([field, ...args].some((one) => leadsTo(one) === wanted))
        uses.push({ name: `${type.name}.${field.name}`, type: type.name });
    }
  }
  return uses;
}

/** What federation adds to a schema begins with an underscore. */
function isForGateways(name: string): boolean {
  return name.startsWith('_');
}

function gatewaysLast(one: Entry, other: Entry): number {
  return Number(isForGateways(one.name)) - Number(isForGateways(other.name));
}

/** The types and fields whose name has the text in it, names that begin with it first; at most `limit`. */
export function findInSchema(schema: GraphQLSchema, text: string, limit = 30): Found[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const found: (Found & { readonly rank: number })[] = [];
  const note = (type: string, field: string | null, description: string | null | undefined) => {
    const at = (field ?? type).toLowerCase().indexOf(wanted);
    if (at < 0) return;
    const name = field === null ? type : `${type}.${field}`;
    found.push({
      name,
      type,
      description: description ?? '',
      rank: Math.min(at, 1) * 2 + (field === null ? 0 : 1),
    });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    note(type.name, null, type.description);
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) note(type.name, field.name, field.description);
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.name.length - b.name.length)
    .slice(0, limit)
    .map(({ rank: _rank, ...rest }) => rest);
}

/** What has a type. */
type Typed = GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument;

function leadsTo(field: Typed): string {
  return getNamedType(field.type).name;
}

function entryOf(field: Typed): Entry {
  return {
    name: field.name,
    description: field.description ?? '',
    type: String(field.type),
    leadsTo: leadsTo(field),
    deprecated: field.deprecationReason ?? null,
    args: 'args' in field ? field.args.map(entryOf) : [],
  };
}
