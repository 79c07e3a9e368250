/** What the planted probability of leaving depends on. */
export interface ChurnDrivers {
  /** Days since the last purchase, 0..99. */
  readonly recencyDays: number;
  readonly tenureYears: number;
  readonly complained: boolean;
  /** Campaigns answered, 0..5. */
  readonly campaignResponses: number;
  readonly discountPurchases: number;
  readonly webVisits: number;
}

/**
 * The planted probability of leaving, 0..1. Mostly straight lines on the log-odds, which any good model finds, and one
 * interaction, which a linear one does not: a long silence says more about a new customer than about an old one.
 */
export function sampleChurnProbability(drivers: ChurnDrivers): number {
  const silence = (drivers.recencyDays - 50) / 30;
  const tenure = (drivers.tenureYears - 3.5) / 2;
  const logOdds =
    -1.9 +
    1.05 * silence -
    0.75 * tenure -
    0.25 * silence * tenure +
    (drivers.complained ? 1.6 : 0) -
    0.5 * drivers.campaignResponses +
    0.12 * (drivers.discountPurchases - 4) +
    0.05 * (drivers.webVisits - 6);
  return 1 / (1 + Math.exp(-logOdds));
}
