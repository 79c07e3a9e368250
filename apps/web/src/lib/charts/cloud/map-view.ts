/** What part of a map is in view: `zoom` times as large as the whole map, moved by so many pixels. */
export interface MapView {
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
}

/** The size of the window on a map, in pixels. */
export interface MapSize {
  readonly width: number;
  readonly height: number;
}

/** The whole map. */
export const WHOLE_MAP: MapView = { zoom: 1, left: 0, top: 0 };

const MOST_ZOOM = 500;

/** The view after zooming by a factor around a place of the window, which stays where it is; never beyond the edges. */
export function zoomAround(view: MapView, factor: number, x: number, y: number, size: MapSize): MapView {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor));
  const by = zoom / view.zoom;
  return within({ zoom, left: x - (x - view.left) * by, top: y - (y - view.top) * by }, size);
}

/** The view after moving the map by so many pixels; never beyond its edges. */
export function panBy(view: MapView, dx: number, dy: number, size: MapSize): MapView {
  return within({ ...view, left: view.left + dx, top: view.top + dy }, size);
}

function within({ zoom, left, top }: MapView, { width, height }: MapSize): MapView {
  return {
    zoom,
    left: Math.min(0, Math.max(width * (1 - zoom), left)),
    top: Math.min(0, Math.max(height * (1 - zoom), top)),
  };
}

/** Width of a mark in pixels: of many points small ones, which grow as one comes closer. */
export function markSize(points: number, zoom: number): number {
  const far = points > 200_000 ? 2 : points > 10_000 ? 3 : 5;
  return Math.min(11, far * Math.sqrt(zoom));
}

/**
 * How much of what is behind it a mark covers, 0..1: so little that a place with many more marks than the average stays
 * darker than one with few.
 */
export function markOpacity(points: number, zoom: number, { width, height }: MapSize): number {
  const inView = points / (zoom * zoom);
  const marks = inView * markSize(points, zoom) ** 2;
  return Math.min(0.9, Math.max(0.08, (0.3 * width * height) / Math.max(marks, 1)));
}
