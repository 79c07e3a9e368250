import type { ArmSums } from '@holdfast/ml-core';
import type { MemberSums } from './effect.store.js';
import type { ArmOutcome } from './effect.types.js';

/** The members of an arm together. */
export interface Arm {
  readonly outcome: ArmOutcome;
  readonly sums: ArmSums;
  readonly earlier: number;
}

/** Adds up the sums of some members of an arm. */
export function addSums(parts: readonly MemberSums[]): Arm {
  const total = (pick: (part: MemberSums) => number) => parts.reduce((sum, part) => sum + pick(part), 0);
  const [customers, known, left] = [
    total((part) => part.customers),
    total((part) => part.known),
    total((part) => part.left),
  ];
  const valued = total((part) => part.valued);
  return {
    outcome: {
      ...{ customers, known, left },
      rate: known === 0 ? 0 : left / known,
      valueMean: valued === 0 ? null : total((part) => part.value) / valued,
    },
    sums: {
      ...{ rows: known, cases: left },
      x: total(({ x }) => x),
      xx: total(({ xx }) => xx),
      xy: total(({ xy }) => xy),
    },
    earlier: total((part) => part.earlier),
  };
}

/** The arms of a campaign. */
export interface Arms {
  readonly contacted: Arm;
  readonly holdOut: Arm;
  readonly asUsual: Arm;
}

/** The parts of the arms, apart. */
export function armsOf(parts: readonly MemberSums[]): Arms {
  return {
    contacted: addSums(parts.filter(({ heldOut, asUsual }) => !heldOut && !asUsual)),
    holdOut: addSums(parts.filter(({ heldOut }) => heldOut)),
    asUsual: addSums(parts.filter(({ asUsual }) => asUsual)),
  };
}
