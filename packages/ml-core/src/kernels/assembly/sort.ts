/** Digits of 8 bits, eight of them to a number. */
const DIGIT_BITS: u64 = 8;
const DIGITS: i32 = 8;
const DIGIT_MASK: u64 = 255;
const COUNTER_BYTES: usize = 256 * 4;
const SIGN: i64 = i64.MIN_VALUE;

/**
 * Sorts numbers, none of them NaN, ascending: radix sort from the last digit of their bits, so arranged that they order
 * as the numbers do. values, spare: f64[count]; counters: u32[8][256].
 */
export function sortNumbers(values: usize, spare: usize, counters: usize, count: i32): void {
  const bytes = <usize>count << 3;
  for (let at: usize = 0; at < <usize>DIGITS * COUNTER_BYTES; at += 16) v128.store(counters + at, i32x4.splat(0));
  for (let at = values; at < values + bytes; at += 8) {
    const bits = load<i64>(at);
    // Below zero the greater bits are the lesser number.
    const key = <u64>(bits ^ ((bits >> 63) | SIGN));
    store<u64>(at, key);
    for (let digit = 0; digit < DIGITS; digit++) {
      const counter = counterOf(counters, key, digit);
      store<u32>(counter, load<u32>(counter) + 1);
    }
  }
  let from = values;
  let to = spare;
  for (let digit = 0; digit < DIGITS; digit++) {
    if (load<u32>(counterOf(counters, load<u64>(from), digit)) == <u32>count) continue;
    let place: u32 = 0;
    const first = counters + <usize>digit * COUNTER_BYTES;
    for (let at = first; at < first + COUNTER_BYTES; at += 4) {
      const here = load<u32>(at);
      store<u32>(at, place);
      place += here;
    }
    for (let at = from; at < from + bytes; at += 8) {
      const key = load<u64>(at);
      const counter = counterOf(counters, key, digit);
      const slot = load<u32>(counter);
      store<u32>(counter, slot + 1);
      store<u64>(to + (<usize>slot << 3), key);
    }
    const sorted = to;
    to = from;
    from = sorted;
  }
  for (let i: usize = 0; i < bytes; i += 8) {
    const key = load<i64>(from + i);
    store<i64>(values + i, key ^ (~(key >> 63) | SIGN));
  }
}

/** Where the numbers with the same digit as a key's are counted. */
// @ts-ignore: decorator
@inline
function counterOf(counters: usize, key: u64, digit: i32): usize {
  const value = (key >> (<u64>digit * DIGIT_BITS)) & DIGIT_MASK;
  return counters + <usize>digit * COUNTER_BYTES + (<usize>value << 2);
}
