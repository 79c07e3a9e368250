/**
 * Chance inside a kernel: PCG-XSH-RR (M. E. O'Neill, 2014; 64 bits of state, 32 bits out).
 * One stream a module: a kernel seeds it before it draws, so that what it computes depends on the seed alone.
 */
let state: u64 = 0;

/** Starts the stream of `seed`. */
export function seedChance(seed: u64): void {
  state = seed + 1442695040888963407;
  drawWord();
  state += seed;
  drawWord();
}

// @ts-ignore: decorator
@inline
function drawWord(): u32 {
  const before = state;
  state = before * 6364136223846793005 + 1442695040888963407;
  return rotr<u32>(<u32>(((before >> 18) ^ before) >> 27), <u32>(before >> 59));
}

/** Uniform over 0..bound-1; the bias of the product is below bound / 2³². */
// @ts-ignore: decorator
@inline
export function drawBelow(bound: u32): u32 {
  return <u32>((<u64>drawWord() * <u64>bound) >> 32);
}
