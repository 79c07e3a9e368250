/** What `find` says of a key, asked once for each. */
export function remembered<K, V extends {}>(known: Map<K, V>, key: K, find: (key: K) => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = find(key);
    known.set(key, value);
  }
  return value;
}
