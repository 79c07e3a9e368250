import type { CurrentDataset } from '#lib/state/current-dataset.ts';

/** The words for what a model predicts, as the server sends them: English, or those of whoever trained it. */
export type ChampionWords = NonNullable<CurrentDataset['champion']>['words'];
