/**
 * WebAssembly kernels: the few inner loops that carry the running time, in SIMD, on memory that the caller lays out.
 *
 * To add one: write `assembly/<name>.ts` in AssemblyScript (exported functions on pointers and numbers, no objects, no
 * static data, no relaxed SIMD; what several kernels inline lives in `assembly/inline/`), run `pnpm kernels`, and import
 * `<name>Kernel` from `generated/<name>.js`. Its exports are typed from the source. Then
 *
 *   const arena = createArena({ rows: 8 * n, sums: 8 * d });             // bytes by name, 64-byte aligned, zeroed
 *   const { addGram } = loadKernel(gramKernel, arena.memory);             // compiled on first use
 *   new Float64Array(arena.memory.buffer, arena.offsets.rows, n).set(x);
 *   addGram(arena.offsets.rows, ...);
 *
 * For equal results whatever the number of threads: cut work into chunks of a fixed size, give each chunk its own sums,
 * add the sums in chunk order.
 */

/** A built kernel: its bytes as text, and the type of what it exports. */
export interface Kernel<Exports> {
  readonly name: string;
  readonly base64: string;
  /** Never set: carries the type. */
  readonly exports?: Exports;
}

/** What a kernel works on. A shared one can be posted to other threads, which then see the same bytes. */
export interface KernelMemory {
  readonly buffer: ArrayBufferLike;
}

// The two hosts' own types (DOM, Node) would reach every consumer of the declarations; this is all that is needed.
declare const WebAssembly: {
  Memory: new (limits: { initial: number; maximum: number; shared?: boolean }) => KernelMemory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
};
declare function atob(base64: string): string;

const PAGE_BYTES = 65536;
const compiled = new Map<string, object>();
const linked = new WeakMap<KernelMemory, Map<string, unknown>>();

/** Zeroed memory of at least `bytes` bytes that never grows. 4 GiB is the most that WebAssembly addresses. */
export function createKernelMemory(bytes: number, shared = false): KernelMemory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
}

/**
 * The functions of `kernel` over `memory`. The first use compiles (about a millisecond), the first on a memory links.
 */
export function loadKernel<Exports>(kernel: Kernel<Exports>, memory: KernelMemory): Exports {
  let instances = linked.get(memory);
  if (!instances) {
    instances = new Map();
    linked.set(memory, instances);
  }
  let exports = instances.get(kernel.name) as Exports | undefined;
  if (!exports) {
    const instance = new WebAssembly.Instance(compileKernel(kernel, memory), { env: { memory } });
    exports = instance.exports as Exports;
    instances.set(kernel.name, exports);
  }
  return exports;
}

function compileKernel({ name, base64 }: Kernel<unknown>, memory: KernelMemory): object {
  const shared = typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer;
  const key = `${name}${shared ? ':shared' : ''}`;
  let module = compiled.get(key);
  if (!module) {
    module = new WebAssembly.Module(decodeKernel(base64, shared));
    compiled.set(key, module);
  }
  return module;
}

/**
 * The memory import of a module says whether the memory is shared, and WebAssembly insists that it is right. Nothing
 * else differs between the two builds, so one is kept and the flag is set here.
 */
function decodeKernel(base64: string, shared: boolean): Uint8Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (shared) {
    const flag = findMemoryFlag(bytes);
    bytes[flag] = bytes[flag]! | 2;
  }
  return bytes;
}

/** Where the limits of the import `env.memory` begin: after both names with their lengths, and the kind, 2. */
function findMemoryFlag(bytes: Uint8Array): number {
  const pattern = '\u0003env\u0006memory\u0002';
  const at = String.fromCharCode(...bytes.subarray(0, 1024)).indexOf(pattern);
  if (at < 0) throw new Error('the kernel does not import env.memory');
  return at + pattern.length;
}
