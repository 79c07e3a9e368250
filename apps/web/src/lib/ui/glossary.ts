/** What a statistic means, in a sentence or two that need no statistics. */
export const GLOSSARY = {
  auc: 'Of one customer to whom it happened and one to whom it did not, how often the model gives the first the higher chance. 0.5 is guessing, 1 is always.',
  averagePrecision:
    'How pure a list stays as it grows from the likeliest customer on, on average. Guessing gives the share of all to whom it happens.',
  calibrationError:
    'How far, on average, what is predicted is from what comes: 0.02 means that of 100 customers told 30 %, some 28 to 32 do.',
  brier:
    'The mean squared distance of the predicted chance from what happened, 0 or 1. It punishes being sure and wrong; lower is better.',
  lift: 'How many times as many as on average are among the likeliest tenth. 1 is no better than chance.',
  f1: 'Precision and recall in one number, as good as the worse of the two allows: 1 if all are found and nobody else is.',
  silhouette:
    'How much nearer customers are to their own segment than to the next one: 1 is far apart, 0 is on the border.',
  stability:
    'How far two analyses of resampled customers agree on who belongs together: 1 is the same segments each time, 0 is chance.',
  standardisedDifference:
    'The difference of two means in standard deviations, which makes columns of different units comparable: 0.2 is small, 0.8 is large.',
  logOdds:
    'The unit in which contributions add up. 0.7 about doubles the odds, −0.7 about halves them; 10 % become 18 %, or 5 %.',
} as const;

export type GlossaryTerm = keyof typeof GLOSSARY;
