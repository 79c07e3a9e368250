import type { EventWords, TargetEvent } from '../churn/index.js';
import type { CustomerFilter, ToldFilter } from '../customer-list/index.js';

/** The least and the most that something was taken to be. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** A strategy, as it was when a campaign was made of it. */
export interface StrategyThen {
  readonly play: string;
  readonly title: string;
  readonly segmentKey: string;
  readonly saveRate: number;
  readonly contactCost: number;
  /** Absent in lists of earlier releases. */
  readonly saveRateRange?: Range;
  readonly contactCostRange?: Range;
}

/** What a campaign was made of, and what was assumed, at that moment. */
export interface MadeOf {
  readonly filter: CustomerFilter;
  /** What the filter was told with; absent in lists of strategies, which are told by these, and in those of earlier releases. */
  readonly told?: ToldFilter;
  readonly audience: { readonly id: string; readonly name: string } | null;
  readonly strategies: readonly StrategyThen[];
  /** The campaign by whose effect the customers were chosen; absent in lists of earlier releases. */
  readonly gainOf?: { readonly id: string; readonly name: string } | null;
  readonly model: { readonly id: string; readonly version: number } | null;
  readonly segmentation: { readonly id: string; readonly k: number } | null;
  /** Names of the members' segments, by key. */
  readonly segments: Readonly<Record<string, string>>;
  readonly event: TargetEvent;
  readonly words: EventWords;
  /** By what the arms were balanced; absent in lists of earlier releases. */
  readonly balancedOn?: readonly ('segment' | 'risk band' | 'third of value')[];
  /** How many are in the arm that they were in before, see `dealArms`; absent in lists of earlier releases. */
  readonly keptArms?: number;
  /** The rate that was expected where nothing is done. */
  readonly expectedRate: number;
  /** What one customer who is kept brings, with margin and to the horizon; null if no money can be told. */
  readonly customerWorth: number | null;
  /** How far it may be off, by the lowest and highest margin and horizon; absent in lists of earlier releases. */
  readonly worthRange?: Range | null;
  /** The least and the most that one contact was taken to cost; absent like it. */
  readonly costRange?: Range | null;
}
