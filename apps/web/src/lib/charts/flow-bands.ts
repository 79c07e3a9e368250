/** Customers that went from a place of the left side to one of the right side. */
export interface FlowCount {
  readonly from: string;
  readonly to: string;
  readonly customers: number;
}

/** A bar on one side: where it begins and ends, as shares of the height. */
export interface FlowBar {
  readonly key: string;
  readonly customers: number;
  readonly start: number;
  readonly end: number;
}

/** A band between two bars: where it begins and ends on both sides, as shares of the height. */
export interface FlowBand extends FlowCount {
  readonly left: readonly [start: number, end: number];
  readonly right: readonly [start: number, end: number];
}

/**
 * The places of the right side in the order of where their customers come from, so that few bands cross; those of nobody
 * stay last.
 */
export function orderByOrigin(
  flows: readonly FlowCount[],
  left: readonly string[],
  right: readonly string[],
): string[] {
  const origin = new Map(
    right.map((key) => {
      const own = flows.filter(({ to }) => to === key);
      const customers = own.reduce((sum, flow) => sum + flow.customers, 0);
      const places = own.reduce((sum, flow) => sum + flow.customers * left.indexOf(flow.from), 0);
      return [key, customers > 0 ? places / customers : Number.POSITIVE_INFINITY];
    }),
  );
  return [...right].sort((a, b) => Math.sign(origin.get(a)! - origin.get(b)! || 0));
}

/**
 * Places the bars of both sides one under the other, in the given order and with gaps, and the bands between them in
 * the order of the bars, so that few cross. Heights are in proportion to customers, equal on both sides.
 */
export function flowBands(
  flows: readonly FlowCount[],
  left: readonly string[],
  right: readonly string[],
  gap: number,
): { left: FlowBar[]; right: FlowBar[]; bands: FlowBand[] } {
  const total = flows.reduce((sum, { customers }) => sum + customers, 0);
  const scale = (1 - gap * (Math.max(left.length, right.length) - 1)) / Math.max(1, total);
  const stack = (keys: readonly string[], side: 'from' | 'to'): FlowBar[] => {
    let at = 0;
    return keys.map((key) => {
      const customers = flows.reduce((sum, flow) => sum + (flow[side] === key ? flow.customers : 0), 0);
      const start = at;
      const end = start + customers * scale;
      at = end + gap;
      return { key, customers, start, end };
    });
  };
  const bars = { left: stack(left, 'from'), right: stack(right, 'to') };
  const used = { left: new Map<string, number>(), right: new Map<string, number>() };
  const take = (side: 'left' | 'right', key: string, customers: number): readonly [number, number] => {
    const start = used[side].get(key) ?? bars[side].find((bar) => bar.key === key)!.start;
    const end = start + customers * scale;
    used[side].set(key, end);
    return [start, end];
  };
  const place = (keys: readonly string[], key: string) => keys.indexOf(key);
  const bands = [...flows]
    .sort((a, b) => place(left, a.from) - place(left, b.from) || place(right, a.to) - place(right, b.to))
    .map((flow) => ({ ...flow, left: take('left', flow.from, flow.customers) }))
    .sort((a, b) => place(right, a.to) - place(right, b.to) || place(left, a.from) - place(left, b.from))
    .map((flow) => ({ ...flow, right: take('right', flow.to, flow.customers) }));
  return { ...bars, bands };
}
