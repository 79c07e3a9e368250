export { createCanvasPainter } from '../src/lib/charts/cloud/canvas-painter';
export { markOpacity, markSize } from '../src/lib/charts/cloud/map-view';
export { createWebglPainter } from '../src/lib/charts/cloud/webgl-painter';
