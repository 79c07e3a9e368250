/**
 * One step of a row down a tree. A node is two words: its left child (the right one follows it) and its test,
 * feature << 16 | missingRight << 8 | bin. A row's byte is 0 where the value is missing, else 1 + its bin;
 * it goes right where the byte is greater than the test's, and a missing one either way, as 0 - 1 wraps to 255.
 * A leaf is its own left child and its test, 255, is never passed, so that stepping on stays.
 */
// @ts-ignore: decorator
@inline
export function step(nodes: usize, node: usize, row: usize): usize {
  const at = nodes + (node << 3);
  const test = load<u32>(at, 4);
  const byte: u32 = load<u8>(row + <usize>(test >>> 16));
  return <usize>load<u32>(at) + <usize>(((byte - (test >>> 8)) & 255) > (test & 255));
}
