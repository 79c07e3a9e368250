import { MAX_ENTITIES } from '@holdfast/schema';
import { AppError } from '../../errors/app-error.js';
import type { EntitySource } from './entity-source.js';

/** An object that another subgraph refers to: what finds it, and the values of its key. */
export interface Representation {
  readonly source: EntitySource;
  readonly key: Readonly<Record<string, string>>;
}

/** Reads the argument of `_entities`. @throws AppError BAD_USER_INPUT with the place at fault */
export function readRepresentations(
  sources: ReadonlyMap<string, EntitySource>,
  given: readonly unknown[],
): Representation[] {
  if (given.length > MAX_ENTITIES) {
    const message = `representations has ${given.length} entries; it may have ${MAX_ENTITIES}.`;
    throw new AppError('BAD_USER_INPUT', message, { field: ['representations'] });
  }
  return given.map((one, i) => readRepresentation(sources, Object(one) as Record<string, unknown>, i));
}

function readRepresentation(
  sources: ReadonlyMap<string, EntitySource>,
  given: Readonly<Record<string, unknown>>,
  i: number,
): Representation {
  const name = ownText(given, '__typename');
  const source = name === null ? undefined : sources.get(name);
  if (source === undefined) {
    const found = name === null ? 'no text' : `"${name.slice(0, 100)}"`;
    throw refused(i, '__typename', `is ${found}; it must be one of ${[...sources.keys()].join(', ')}`);
  }
  const key = source.key.map((field) => {
    const value = ownText(given, field);
    if (value === null) throw refused(i, field, `is no text; ${source.type.name} is found by it`);
    return [field, value] as const;
  });
  return { source, key: Object.fromEntries(key) };
}

function ownText(given: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = Object.hasOwn(given, name) ? given[name] : null;
  return typeof value === 'string' ? value : null;
}

function refused(i: number, field: string, fault: string): AppError {
  return new AppError('BAD_USER_INPUT', `representations[${i}].${field} ${fault}.`, {
    field: ['representations', String(i), field],
  });
}
