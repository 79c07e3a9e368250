/** Work that a thread of a pool can do: plain data in, plain data out; large arrays stay in shared kernel memory. */
export type Task = (payload: never) => unknown;

/** Every task by its name. A discipline adds its own here, and calls it by `pool.run(name, payload)`. */
export const tasks: Readonly<Record<string, Task>> = {};
