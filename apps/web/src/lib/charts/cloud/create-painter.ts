import { createCanvasPainter } from './canvas-painter';
import type { Painter } from './painter';
import { createWebglPainter } from './webgl-painter';

/**
 * A painter on the graphics card, or in the browser's own canvas where there is none. `onlost` is called when the card is
 * taken away; the canvas cannot be drawn on any more then.
 */
export function createPainter(canvas: HTMLCanvasElement, onlost: () => void): Painter {
  return createWebglPainter(canvas, onlost) ?? createCanvasPainter(canvas);
}
