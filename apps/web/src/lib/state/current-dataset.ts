import type { DatasetQuery, ResultOf } from '@holdfast/schema';
import { createContext } from 'svelte';

/** The dataset that the screens under its folder are about. */
export type CurrentDataset = NonNullable<ResultOf<typeof DatasetQuery>['dataset']>;

/** Hands the dataset of the address to the screens below, as a function so that they follow it. */
export const [currentDataset, provideDataset] = createContext<() => CurrentDataset>();
