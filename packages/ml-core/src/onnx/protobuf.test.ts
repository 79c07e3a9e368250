import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integerField, integersField, joinBytes, messageField, textField } from './protobuf.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Reads varints with 64-bit integers, as the format describes them. */
function readVarints(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte & 128) continue;
    values.push(Number(value));
    [value, shift] = [0n, 0n];
  }
  return values;
}

describe('protocol buffers', () => {
  it('writes the examples of the specification', () => {
    expect(hex(integerField(1, 150))).toBe('089601');
    expect(hex(textField(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(messageField(3, integerField(1, 150)))).toBe('1a03089601');
    expect(hex(integersField(6, [3, 270, 86942]))).toBe('3206038e029ea705');
  });

  it('writes nothing as length 0', () => {
    expect(hex(textField(1, ''))).toBe('0a00');
    expect(hex(integersField(1, []))).toBe('0a00');
    expect(hex(joinBytes())).toBe('');
  });

  it('writes field numbers above 15 in two bytes', () => {
    expect(hex(integerField(20, 7))).toBe('a00107');
  });

  it('writes any whole number up to 2⁵³ − 1', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat()), (values) => {
        const field = integersField(1, values);
        const [, length] = readVarints(field);
        const content = field.subarray(field.length - length!);
        expect(readVarints(content)).toEqual(values);
      }),
    );
  });

  it('writes any text in UTF-8, half a surrogate pair included', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }));
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        const utf8 = new TextEncoder().encode(text);
        expect(hex(textField(1, text))).toBe(hex(messageField(1, utf8)));
      }),
    );
    expect(hex(textField(1, '\ud83d€'))).toBe('0a06efbfbde282ac');
  });
});
