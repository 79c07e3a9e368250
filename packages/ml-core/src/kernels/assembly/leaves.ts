import { step } from './inline/walk';

/**
 * Adds a tree's leaf value of each row to its sum. Eight rows go down together: a single one would wait for memory at
 * every step.
 *
 * nodes: u32[][2] as in inline/walk.ts; values: f32 a node; depth: steps to the deepest leaf; bins: u8[count][columns],
 * count a multiple of 8 (pad with any bytes); sums: f64[count].
 */
export function addLeaves(nodes: usize, values: usize, depth: i32, bins: usize, count: i32, columns: i32, sums: usize): void {
  const width: usize = columns;
  for (let i: usize = 0; i < <usize>count; i += 8) {
    const r0 = bins + i * width;
    const r1 = r0 + width;
    const r2 = r1 + width;
    const r3 = r2 + width;
    const r4 = r3 + width;
    const r5 = r4 + width;
    const r6 = r5 + width;
    const r7 = r6 + width;
    let n0: usize = 0;
    let n1: usize = 0;
    let n2: usize = 0;
    let n3: usize = 0;
    let n4: usize = 0;
    let n5: usize = 0;
    let n6: usize = 0;
    let n7: usize = 0;
    for (let t = 0; t < depth; t++) {
      n0 = step(nodes, n0, r0);
      n1 = step(nodes, n1, r1);
      n2 = step(nodes, n2, r2);
      n3 = step(nodes, n3, r3);
      n4 = step(nodes, n4, r4);
      n5 = step(nodes, n5, r5);
      n6 = step(nodes, n6, r6);
      n7 = step(nodes, n7, r7);
    }
    const at = sums + (i << 3);
    addPair(at, values, n0, n1);
    addPair(at + 16, values, n2, n3);
    addPair(at + 32, values, n4, n5);
    addPair(at + 48, values, n6, n7);
  }
}

// @ts-ignore: decorator
@inline
function addPair(at: usize, values: usize, left: usize, right: usize): void {
  const pair = v128.load_lane<f32>(values + (right << 2), v128.load_zero<f32>(values + (left << 2)), 1);
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(pair)));
}
