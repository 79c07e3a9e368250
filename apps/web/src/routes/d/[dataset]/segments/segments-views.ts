/** The questions that the segments screen answers, one at a time; their keys stand in links that people have kept. */
export const SEGMENTS_VIEWS = [
  { key: 'map', name: 'Map' },
  { key: 'profiles', name: 'Profiles' },
  { key: 'distributions', name: 'Distributions' },
  { key: 'two', name: 'Compare' },
  { key: 'flow', name: 'Flow' },
  { key: 'trust', name: 'Can you trust them?' },
] as const;

export type SegmentsView = (typeof SEGMENTS_VIEWS)[number]['key'];
