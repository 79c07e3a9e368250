import type { ResultOf } from '@holdfast/schema';
import { createContext } from 'svelte';
import type { CurrentDatasetFragment } from './current-dataset.fragment';

/** The dataset that the screens under its folder are about. */
export type CurrentDataset = ResultOf<typeof CurrentDatasetFragment>;

/** Hands the dataset of the address to the screens below, as a function so that they follow it. */
export const [currentDataset, provideDataset] = createContext<() => CurrentDataset>();
