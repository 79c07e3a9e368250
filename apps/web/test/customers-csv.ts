/** Mulberry32: a small seeded generator, so that every run imports the same file. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A file of customers with three groups that differ in spending and visits, and a label that goes with long silence:
 * `customer_id;plan;spend;visits;days_silent;churned`, semicolons between the values.
 */
export function customersCsv(count: number): string {
  const random = generator(7);
  const bell = () => random() + random() + random() - 1.5;
  const lines = ['customer_id;plan;spend;visits;days_silent;churned'];
  for (let row = 0; row < count; row += 1) {
    const group = row % 3;
    const spend = Math.max(1, Math.round([60, 400, 900][group]! + 60 * bell()));
    const visits = Math.max(0, Math.round([3, 20, 6][group]! + 2 * bell()));
    const silent = Math.floor(random() * 120);
    const churned = random() < 1 / (1 + Math.exp(4 - silent / 15)) ? 'Yes' : 'No';
    lines.push(`C${1000 + row};${['basic', 'plus', 'gold'][group]};${spend};${visits};${silent};${churned}`);
  }
  return `${lines.join('\n')}\n`;
}
