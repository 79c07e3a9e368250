import { describe, expect, it } from 'vitest';
import type { CampaignArm, ListedCustomer } from '../customer-list/index.js';
import { dealArms } from './deal-arms.js';
import { drawArms } from './draw-arms.js';

const BANDS = ['LOW', 'MEDIUM', 'HIGH'] as const;
const customers: ListedCustomer[] = Array.from({ length: 3000 }, (_, row) => ({
  ...{ row, externalId: `c${row}`, probability: ((row * 37) % 100) / 100, riskBand: BANDS[row % 3]! },
  ...{ expectedLoss: row % 7, left: false, segmentKey: 'ab'[row % 2]! },
}));
const shares = { share: 0.1, asUsual: 0.2, seed: 5 };

/** The arm of everybody in a list, by row. */
function armsIn(
  list: readonly ListedCustomer[],
  { held, asUsual }: { readonly held: Uint8Array; readonly asUsual: Uint8Array },
): Map<number, CampaignArm> {
  return new Map(
    list.map(({ row }, i) => [
      row,
      held[i] === 1 ? 'HOLD_OUT' : asUsual[i] === 1 ? 'BUSINESS_AS_USUAL' : 'CONTACTED',
    ]),
  );
}
const countOf = (arms: ReadonlyMap<number, CampaignArm>, arm: CampaignArm) =>
  [...arms.values()].filter((own) => own === arm).length;

describe('dealing a list into arms', () => {
  const first = customers.slice(0, 2000);
  const earlier = armsIn(first, dealArms(first, shares, new Map()));

  it('draws those whom no earlier list had', () => {
    expect(armsIn(first, drawArms(first, shares))).toEqual(earlier);
  });

  it('keeps everybody of an earlier list in their arm, and has the shares of the whole list by the others', () => {
    const second = customers.slice(500).map((customer) => ({ ...customer, riskBand: 'HIGH' as const }));
    const dealt = dealArms(second, shares, earlier);
    const arms = armsIn(second, dealt);
    expect(dealt.kept).toBe(1500);
    for (const { row } of customers.slice(500, 2000)) expect(arms.get(row)).toBe(earlier.get(row));
    expect(countOf(arms, 'HOLD_OUT')).toBe(250);
    expect(Math.abs(countOf(arms, 'BUSINESS_AS_USUAL') - 500)).toBeLessThanOrEqual(1);
  });

  it('keeps everybody in a part of an earlier list, where the shares are what chance makes of them', () => {
    const part = first.filter(({ row }) => row % 3 !== 1);
    const arms = armsIn(part, dealArms(part, shares, earlier));
    for (const [row, arm] of arms) expect(arm).toBe(earlier.get(row));
  });

  it('draws all anew where those of an earlier list are of one arm', () => {
    const left = first.filter(({ row }) => earlier.get(row) === 'HOLD_OUT');
    const dealt = dealArms(left, shares, earlier);
    expect(dealt).toEqual({ ...drawArms(left, shares), kept: 0 });
    expect(countOf(armsIn(left, dealt), 'HOLD_OUT')).toBe(20);
  });

  it('leaves somebody alone', () => {
    const few = customers.slice(0, 10);
    const contacted = new Map<number, CampaignArm>(few.map(({ row }) => [row, 'CONTACTED']));
    const { held, kept } = dealArms(few, { share: 0.1, asUsual: 0, seed: 1 }, contacted);
    expect([held.reduce((sum, one) => sum + one, 0), kept]).toEqual([1, 0]);
  });
});
