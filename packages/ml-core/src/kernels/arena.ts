import { InvalidParameterError } from '../errors.js';
import { createKernelMemory, type KernelMemory } from './kernel.js';

/** Named regions in one memory. Plain data: a shared one can be posted to another thread as it is. */
export interface Arena<Name extends string> {
  readonly memory: KernelMemory;
  /** Byte offset of each region, a multiple of 64. */
  readonly offsets: Readonly<Record<Name, number>>;
}

const ALIGNMENT = 64;
const MAX_BYTES = 2 ** 32 - 2 ** 16;

/** Regions one after the other, each at a multiple of 64 bytes, and where the last one ends. */
export function layoutRegions<Name extends string>(regions: Readonly<Record<Name, number>>, start = 0) {
  const offsets = {} as Record<Name, number>;
  let end = start;
  for (const name of Object.keys(regions) as Name[]) {
    offsets[name] = end;
    end += Math.ceil(regions[name] / ALIGNMENT) * ALIGNMENT;
  }
  return { offsets, end };
}

/**
 * Lays out regions of the given sizes in bytes, zeroed, in a memory of exactly what they need.
 * Sizes are known before anything is computed: what does not fit is refused here, and nothing grows later.
 * @throws InvalidParameterError if they do not fit the 4 GiB that WebAssembly can address, or what the machine has left.
 */
export function createArena<Name extends string>(
  regions: Readonly<Record<Name, number>>,
  { shared = false } = {},
): Arena<Name> {
  // Address 0 stays unused: a null pointer should not look like the first region.
  const { offsets, end } = layoutRegions(regions, ALIGNMENT);
  if (!(end <= MAX_BYTES)) {
    throw new InvalidParameterError(
      `the data needs ${end} bytes of kernel memory; at most ${MAX_BYTES} can be addressed`,
    );
  }
  try {
    return { memory: createKernelMemory(end, shared), offsets };
  } catch {
    throw new InvalidParameterError(
      `the data needs ${end} bytes of kernel memory, more than the machine has left`,
    );
  }
}
