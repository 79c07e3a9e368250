import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';
import type { Operation } from './reach.js';

/** A value that is passed to a field, written into the query or as a variable. */
export interface Argument {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly value: unknown;
  readonly asVariable: boolean;
}

/** Whether a selection counts. */
export interface Directive {
  readonly name: string;
  readonly when: boolean;
  readonly asVariable: boolean;
}

/** A field with its arguments and, of an object, what is selected of it. */
export interface SelectedField {
  readonly kind: 'field';
  readonly name: string;
  readonly args: readonly Argument[];
  readonly directive: Directive | null;
  readonly inner: readonly Selection[] | null;
}

/** Fields in an inline fragment, or in one that is spread by its name. */
export interface Fragment {
  readonly kind: 'fragment' | 'spread';
  readonly on: string;
  readonly directive: Directive | null;
  readonly inner: readonly Selection[];
}

/** A part of a selection. */
export type Selection = SelectedField | Fragment;

/** An operation before it is written down. */
export interface OperationTree {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly selections: readonly Selection[];
}

/** What JSON can escape, and a query cannot. */
const HALF_A_CHARACTER = /\\ud[89a-f]/;

/** Writes an operation down. Every field has an alias of its own, so that no two of one name collide. */
export function writeOperation({ kind, selections }: OperationTree): Operation {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const fragments: string[] = [];
  let count = 0;

  const variable = (type: string, value: unknown) => {
    const name = `v${count++}`;
    variables[name] = value;
    declared.push(`$${name}: ${type}`);
    return `$${name}`;
  };
  const written = (inner: readonly Selection[]): string => `{ ${inner.map(write).join(' ')} }`;
  const directed = (directive: Directive | null) => {
    if (directive === null) return '';
    const { name, when, asVariable } = directive;
    return ` @${name}(if: ${asVariable ? variable('Boolean!', when) : when})`;
  };
  const write = (selection: Selection): string => {
    if (selection.kind === 'field') return writeField(selection);
    const directive = directed(selection.directive);
    if (selection.kind === 'fragment')
      return `... on ${selection.on}${directive} ${written(selection.inner)}`;
    const name = `F${count++}`;
    fragments.push(`fragment ${name} on ${selection.on} ${written(selection.inner)}`);
    return `...${name}${directive}`;
  };
  const writeField = ({ name, args, directive, inner }: SelectedField): string => {
    const given = args.map(({ name, type, value, asVariable }) => {
      const inVariable = asVariable || HALF_A_CHARACTER.test(JSON.stringify(value));
      return `${name}: ${inVariable ? variable(String(type), value) : toLiteral(type, value)}`;
    });
    const passed = given.length === 0 ? '' : `(${given.join(', ')})`;
    return `a${count++}: ${name}${passed}${directed(directive)}${inner === null ? '' : ` ${written(inner)}`}`;
  };

  const body = written(selections);
  const head = declared.length === 0 ? kind : `${kind} (${declared.join(', ')})`;
  return { query: [`${head} ${body}`, ...fragments].join('\n'), variables };
}

/** A value in the syntax of a query. */
function toLiteral(type: GraphQLInputType, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (isNonNullType(type)) return toLiteral(type.ofType, value);
  if (isListType(type))
    return `[${(value as unknown[]).map((entry) => toLiteral(type.ofType, entry)).join(', ')}]`;
  if (isEnumType(type)) return String(value);
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const entries = Object.entries(value as object);
    return `{ ${entries.map(([name, inner]) => `${name}: ${toLiteral(fields[name]!.type, inner)}`).join(', ')} }`;
  }
  if (isScalarType(type) && ['JSONObject', '_Any'].includes(type.name)) return jsonLiteral(value);
  return JSON.stringify(value);
}

/** Names that GraphQL cannot write are left out. */
function jsonLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([name]) => /^[_A-Za-z]\w*$/.test(name));
  return `{ ${entries.map(([name, inner]) => `${name}: ${jsonLiteral(inner)}`).join(', ')} }`;
}
