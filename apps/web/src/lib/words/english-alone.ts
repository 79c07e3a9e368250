/** Folders and files that still say texts of their own, in English alone. This list only shrinks. */
export const ENGLISH_ALONE: readonly string[] = [
  'lib/campaigns',
  'lib/charts/FlowChart.svelte',
  'lib/charts/ScatterPlot.svelte',
  'lib/charts/SegmentHistograms.svelte',
  'lib/charts/ShadedTable.svelte',
  'lib/charts/Waterfall.svelte',
  'lib/charts/cloud',
  'lib/charts/export-picture.ts',
  'lib/charts/reading.ts',
  'lib/charts/waterfall-steps.ts',
  'lib/customers/conditions.ts',
  'lib/customers/value-sentence.ts',
  'routes/d/[dataset]/campaigns',
  'routes/d/[dataset]/campaigns/[campaign]',
  'routes/d/[dataset]/customers',
  'routes/d/[dataset]/customers/[customer]',
  'routes/d/[dataset]/segments',
  'routes/import',
  'routes/integrations',
  'routes/integrations/explorer',
];

/** Whether a screen, by the id of its route, is not translated yet: then it is marked as English for those who hear it. */
export function isEnglishAlone(route: string | null): boolean {
  return route !== null && ENGLISH_ALONE.includes(`routes${route}`);
}
