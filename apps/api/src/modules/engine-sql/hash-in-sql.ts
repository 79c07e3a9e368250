import { saltOf } from '@holdfast/ml-core';
import type { SqlDialect } from './sql-tables.js';

const HALF = 0xffff;
const WORD = 0xffffffff;

/** A relation with a further column `h`: ml-core's `hashKeys` of its column `__row`. */
export function hashInSql(from: string, seed: number, { xor }: SqlDialect): string {
  const fold = (word: string, bits: number) => xor(word, `(${word} >> ${bits})`);
  const salted = `(select *, ${xor(String(saltOf(seed)), 'cast(__row as bigint)')} as h0 from ${from}) as salted`;
  const once = `(select *, ${multiply(fold('h0', 16), 0x21f0aaad)} as h1 from ${salted}) as once`;
  const twice = `(select *, ${multiply(fold('h1', 15), 0xd35a2d97)} as h2 from ${once}) as twice`;
  return `(select *, ${fold('h2', 15)} as h from ${twice}) as hashed`;
}

/** Multiplies 32-bit numbers without their sign: in halves, since whole products need more than the 63 bits of SQL's. */
function multiply(word: string, factor: number): string {
  const [high, low] = [factor >>> 16, factor & HALF];
  return `(((${word} * ${high}) & ${HALF}) * ${HALF + 1} + ${word} * ${low}) & ${WORD}`;
}
