/**
 * One step of row `lane` of a block down a tree. A node is two words: its left child (the right one follows it) and its
 * test, column << 16 | byte: a row goes right where its byte is greater. A leaf is its own left child and its test, 255, is
 * never passed, so that stepping on stays.
 */
// @ts-ignore: decorator
@inline
function step(nodes: usize, node: usize, rows: usize, lane: usize): usize {
  const at = nodes + (node << 3);
  const byte = load<u8>(rows + (<usize>load<u16>(at, 6) << 3) + lane);
  return <usize>load<u32>(at) + <usize>(byte > load<u8>(at, 4));
}

/**
 * Adds a tree's leaf value of each row to its sum. Eight rows go down together: a single one would wait for memory at
 * every step.
 *
 * nodes: u32[][2]; values: f32 a node; depth: steps to the deepest leaf; bins: u8[count / 8][columns][8], count a multiple
 * of 8 (pad with any bytes); sums: f64[count].
 */
export function addLeaves(nodes: usize, values: usize, depth: i32, bins: usize, count: i32, columns: i32, sums: usize): void {
  const blockBytes = <usize>columns << 3;
  const end = sums + (<usize>count << 3);
  let rows = bins;
  for (let at = sums; at < end; at += 64) {
    let n0: usize = 0;
    let n1: usize = 0;
    let n2: usize = 0;
    let n3: usize = 0;
    let n4: usize = 0;
    let n5: usize = 0;
    let n6: usize = 0;
    let n7: usize = 0;
    for (let t = 0; t < depth; t++) {
      n0 = step(nodes, n0, rows, 0);
      n1 = step(nodes, n1, rows, 1);
      n2 = step(nodes, n2, rows, 2);
      n3 = step(nodes, n3, rows, 3);
      n4 = step(nodes, n4, rows, 4);
      n5 = step(nodes, n5, rows, 5);
      n6 = step(nodes, n6, rows, 6);
      n7 = step(nodes, n7, rows, 7);
    }
    addPair(at, values, n0, n1);
    addPair(at + 16, values, n2, n3);
    addPair(at + 32, values, n4, n5);
    addPair(at + 48, values, n6, n7);
    rows += blockBytes;
  }
}

// @ts-ignore: decorator
@inline
function addPair(at: usize, values: usize, left: usize, right: usize): void {
  const pair = v128.load_lane<f32>(values + (right << 2), v128.load_zero<f32>(values + (left << 2)), 1);
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(pair)));
}
