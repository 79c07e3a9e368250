import { ArtefactError } from '../errors.js';
import { showValue } from '../show-value.js';

/** Throws for a value that is not of the expected shape, naming its place. */
export type Shape = (value: unknown, path: string) => void;

/** A finite number in [least, most]. */
export function number(least = -Number.MAX_VALUE, most = Number.MAX_VALUE): Shape {
  return (value, path) => {
    const fits = typeof value === 'number' && value >= least && value <= most;
    refuseUnless(fits, path, value, `a number ${least}..${most}`);
  };
}

/** A whole number in [least, most]. */
export function integer(least: number, most: number): Shape {
  return (value, path) => {
    const fits = Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
    refuseUnless(fits, path, value, `an integer ${least}..${most}`);
  };
}

export const text: Shape = (value, path) => refuseUnless(typeof value === 'string', path, value, 'a text');
export const truth: Shape = (value, path) =>
  refuseUnless(typeof value === 'boolean', path, value, 'true or false');

/** Exactly this value. */
export function literal(expected: string | number): Shape {
  return (value, path) => refuseUnless(value === expected, path, value, JSON.stringify(expected));
}

/** Such a value, or null. */
export function orNull(shape: Shape): Shape {
  return (value, path) => {
    if (value !== null) shape(value, path);
  };
}

/** A Float64Array of finite numbers in [least, most], of the given length where one is given. */
export function floats(length?: number, least = -Number.MAX_VALUE, most = Number.MAX_VALUE): Shape {
  return (value, path) => {
    if (!(value instanceof Float64Array)) throw refusal(path, value, 'a Float64Array');
    requireLength(value, length, path);
    for (let i = 0; i < value.length; i++) {
      if (!(value[i]! >= least && value[i]! <= most))
        throw refusal(`${path}[${i}]`, value[i], `${least}..${most}`);
    }
  };
}

/** An Int32Array of numbers in [least, most]. */
export function integers(least: number, most: number, length?: number): Shape {
  return (value, path) => {
    if (!(value instanceof Int32Array)) throw refusal(path, value, 'an Int32Array');
    requireLength(value, length, path);
    for (let i = 0; i < value.length; i++) {
      if (!(value[i]! >= least && value[i]! <= most))
        throw refusal(`${path}[${i}]`, value[i], `${least}..${most}`);
    }
  };
}

/** A typed array of the given type, whatever it holds. */
export function instance(type: new (length: number) => object): Shape {
  return (value, path) => refuseUnless(value instanceof type, path, value, `a ${type.name}`);
}

/** A list of such values. */
export function list(item: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) throw refusal(path, value, 'a list');
    for (const [i, entry] of value.entries()) item(entry, `${path}[${i}]`);
  };
}

/** An object with these fields and no others; a field whose name ends in ? may be absent. */
export function fields(shapes: Record<string, Shape>): Shape {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
      throw refusal(path, value, 'an object');
    }
    const known = new Set<string>();
    for (const [declared, shape] of Object.entries(shapes)) {
      const name = declared.replace('?', '');
      known.add(name);
      const field = (value as Record<string, unknown>)[name];
      if (field === undefined && declared.endsWith('?')) continue;
      shape(field, path === '' ? name : `${path}.${name}`);
    }
    const stray = Object.keys(value).find((name) => !known.has(name));
    if (stray !== undefined) {
      const place = path === '' ? stray : `${path}.${stray}`;
      throw new ArtefactError(`the model is damaged: ${place} is there; it must be absent`);
    }
  };
}

/** An object of one of several shapes, distinguished by the text in the field `tag`. */
export function oneOf(tag: string, shapes: Record<string, Shape>): Shape {
  return (value, path) => {
    const found =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[tag] : value;
    if (typeof found !== 'string' || !Object.hasOwn(shapes, found)) {
      throw refusal(`${path}.${tag}`, found, Object.keys(shapes).join(' or '));
    }
    shapes[found]!(value, path);
  };
}

function requireLength(value: { length: number }, length: number | undefined, path: string): void {
  if (length !== undefined && value.length !== length)
    throw refusal(`${path}.length`, value.length, String(length));
}

function refuseUnless(fits: boolean, path: string, found: unknown, expected: string): void {
  if (!fits) throw refusal(path, found, expected);
}

/** How many entries a list has; 0 for what is none, which its own shape refuses. */
export function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** An error with the place and both sides. */
export function refusal(path: string, found: unknown, expected: string): ArtefactError {
  return new ArtefactError(`the model is damaged: ${path} is ${showValue(found)}; it must be ${expected}`);
}
