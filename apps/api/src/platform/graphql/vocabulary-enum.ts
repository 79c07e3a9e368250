import { registerEnumType } from 'type-graphql';

/**
 * Registers an enum of the schema from its vocabulary (value → what it means) and returns the object that
 * `@Field(() => …)` takes. Call it once per enum, in the slice that owns it.
 */
export function vocabularyEnum<V extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<V, string>>,
): { readonly [K in V]: K } {
  const values = Object.keys(meanings) as V[];
  const object = Object.fromEntries(values.map((value) => [value, value])) as { [K in V]: K };
  registerEnumType(object, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      values.map((value) => [value, { description: meanings[value] }]),
    ) as Record<V, { description: string }>,
  });
  return object;
}
