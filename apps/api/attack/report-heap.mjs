// Preloaded into a server with --expose-gc: on SIGUSR2 it collects garbage and says what is left.
process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  process.stdout.write(`heap ${heapUsed + arrayBuffers}\n`);
});
