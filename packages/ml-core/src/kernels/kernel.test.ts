import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvalidParameterError } from '../errors.js';
import { createRandom } from '../random.js';
import { createArena } from './arena.js';
import { gramKernel } from './generated/gram.js';
import { loadKernel } from './kernel.js';

const COUNT = 37;

function gramOf(x: Float64Array, width: number, shared: boolean): Float64Array {
  const arena = createArena({ rows: x.length * 8, gram: width * width * 8 }, { shared });
  const { rows, gram } = arena.offsets;
  new Float64Array(arena.memory.buffer, rows, x.length).set(x);
  loadKernel(gramKernel, arena.memory).addGram(rows, COUNT, width, gram);
  return new Float64Array(arena.memory.buffer, gram, width * width).slice();
}

describe('a kernel', () => {
  it('has committed bytes that are exactly what its source compiles to', () => {
    const script = fileURLToPath(new URL('../../scripts/build-kernels.mjs', import.meta.url));
    execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' });
  });

  it.each([2, 4, 6, 10])('multiplies a block of %i columns as plain loops do', (width) => {
    const random = createRandom(width);
    const x = Float64Array.from({ length: COUNT * width }, () => random.normal());
    const gram = gramOf(x, width, false);
    for (let i = 0; i < width; i++) {
      for (let j = i; j < width; j++) {
        let expected = 0;
        for (let row = 0; row < COUNT; row++) expected += x[row * width + i]! * x[row * width + j]!;
        expect(gram[i * width + j]).toBeCloseTo(expected, 12);
      }
    }
  });

  it('gives the same bits on shared and on private memory', () => {
    const x = Float64Array.from({ length: COUNT * 4 }, (_, i) => Math.sin(i));
    expect(gramOf(x, 4, true)).toEqual(gramOf(x, 4, false));
  });
});

describe('an arena', () => {
  it('aligns its regions to 64 bytes, zeroes them and keeps them apart', () => {
    const { memory, offsets } = createArena({ first: 1, second: 65, third: 8 });
    expect([offsets.first, offsets.second, offsets.third]).toEqual([64, 128, 256]);
    expect(new Uint8Array(memory.buffer).every((byte) => byte === 0)).toBe(true);
  });

  it('refuses what WebAssembly cannot address, with both sizes', () => {
    expect(() => createArena({ rows: 5 * 2 ** 30 })).toThrow(/5368709184 bytes.*at most 4294901760/);
  });

  afterEach(() => vi.unstubAllGlobals());

  it('refuses what the machine has no memory for', () => {
    const Memory = function refuse() {
      throw new RangeError('could not allocate memory');
    };
    vi.stubGlobal('WebAssembly', { Memory });
    expect(() => createArena({ rows: 2 ** 30 })).toThrow(InvalidParameterError);
  });
});
