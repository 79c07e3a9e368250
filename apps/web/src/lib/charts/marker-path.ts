/** A point of the unit outline of a marker. */
type Point = readonly [x: number, y: number];

function regular(corners: number, turn: number, radius = 1): Point[] {
  return Array.from({ length: corners }, (_, index) => {
    const angle = turn + (2 * Math.PI * index) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });
}

function star(): Point[] {
  const outer = regular(5, -Math.PI / 2, 1.2);
  const inner = regular(5, -Math.PI / 2 + Math.PI / 5, 0.5);
  return outer.flatMap((point, index) => [point, inner[index]!]);
}

function cross(turn: number): Point[] {
  const arm = 1.1;
  const half = 0.36;
  const quarter: Point[] = [
    [half, -half],
    [arm, -half],
    [arm, half],
  ];
  return [0, 1, 2, 3].flatMap((step) => {
    const angle = turn + (Math.PI / 2) * step;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return quarter.map(([x, y]) => [x * cos - y * sin, x * sin + y * cos] as const);
  });
}

/** Unit outlines of about equal area: ● ▲ ■ ◆ ✚ ★ ▼ ⬟ ✖ ⬢. The circle is a polygon that looks like one. */
const OUTLINES: readonly (readonly Point[])[] = [
  regular(16, 0, 0.9),
  regular(3, -Math.PI / 2, 1.2),
  regular(4, Math.PI / 4, 1.12),
  regular(4, 0, 1.15),
  cross(0),
  star(),
  regular(3, Math.PI / 2, 1.2),
  regular(5, -Math.PI / 2, 1.05),
  cross(Math.PI / 4),
  regular(6, 0, 1),
];

/** Number of distinct shapes and colours; the eleventh segment looks like the first. */
export const MARKER_COUNT = OUTLINES.length;

/**
 * How a segment looks in every picture. The shape follows the index, so that the segments of one k always differ in it;
 * the colour belongs to the key and stays, whatever k is selected and however often the dataset is segmented.
 */
export interface SegmentLook {
  readonly index: number;
  readonly colour: number;
}

/** The SVG path of the marker of segment `index`, centred on (x, y), with a radius of about `size` pixels. */
export function markerPath(index: number, x: number, y: number, size: number): string {
  const corners = OUTLINES[index % MARKER_COUNT]!.map(
    ([dx, dy]) => `${(x + dx * size).toFixed(1)},${(y + dy * size).toFixed(1)}`,
  );
  return `M${corners.join('L')}Z`;
}

/** The CSS colour of the number that a segment has as its colour. */
export function segmentColour(colour: number): string {
  return `var(--segment-${(colour % MARKER_COUNT) + 1})`;
}
