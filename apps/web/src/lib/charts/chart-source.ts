import { createContext } from 'svelte';

/** The name of what the charts below are about, for the files that leave with them; a function so that it is followed. */
export const [chartSource, provideChartSource] = createContext<() => string>();
