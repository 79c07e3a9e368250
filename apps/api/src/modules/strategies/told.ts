import type { EventWords, TargetEvent } from '../churn/index.js';
import type { StrategyAssumptions } from './strategies.types.js';

/** What a sentence about who left is told. */
export interface LeftTold {
  readonly left: number;
  readonly known: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly words: EventWords;
}

/** What the arithmetic of a strategy is told. */
export interface ArithmeticTold {
  readonly count: number;
  readonly expected: number;
  readonly saved: number;
  readonly terms: StrategyAssumptions;
  readonly event: TargetEvent;
  readonly words: EventWords;
  readonly isMeasured: boolean;
}

/** What is said of a campaign that measured a strategy, shares in whole percent. */
export interface MeasuredTold {
  readonly share: string;
  readonly low: string;
  readonly high: string;
  readonly campaign: string;
  readonly since: Date;
  readonly assumed: string;
}
