import { say } from './messages';

/** Styles that a mark needs inline to look the same without the page's style sheets. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'unicode-bidi',
  'dominant-baseline',
  'paint-order',
  'visibility',
] as const;

function inlineStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const property of PROPERTIES) to.setAttribute(property, style.getPropertyValue(property));
  to.removeAttribute('class');
  to.removeAttribute('style');
  for (let index = 0; index < from.children.length; index += 1) {
    inlineStyles(from.children[index]!, to.children[index]!);
  }
}

/** What is written around a picture that leaves the page: above it what it is, below it of what and when. */
export interface Caption {
  readonly title: string;
  readonly source: string;
}

const [ABOVE, BELOW, MARGIN] = [40, 28, 12];

function element(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

/** The canvas under an SVG, which has its marks; it shows through. */
const canvasUnder = (svg: SVGSVGElement) =>
  svg.parentElement?.querySelector<HTMLCanvasElement>('canvas[data-marks]');

/** The SVG as a standalone file, with inline styles, its background, and what it is around it. */
export function toSvgText(svg: SVGSVGElement, { title, source }: Caption): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  inlineStyles(svg, copy);
  for (const readout of copy.querySelectorAll('[data-readout]')) readout.remove();
  const canvas = canvasUnder(svg);
  if (canvas) copy.prepend(element('image', { href: canvas.toDataURL(), width: '100%', height: '100%' }));
  const { width, height } = svg.getBoundingClientRect();
  const style = getComputedStyle(canvas?.parentElement ?? svg);
  const whole = { width: width + 2 * MARGIN, height: height + ABOVE + BELOW };
  const file = element('svg', { xmlns: 'http://www.w3.org/2000/svg', ...whole });
  const type = { 'font-family': style.fontFamily, fill: style.color };
  copy.setAttribute('x', String(MARGIN));
  copy.setAttribute('y', String(ABOVE));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  file.append(
    element('rect', { width: '100%', height: '100%', fill: style.backgroundColor }),
    element('text', { x: MARGIN, y: 25, 'font-size': 16, 'font-weight': 600, ...type }, title),
    copy,
    element('text', { x: MARGIN, y: whole.height - 10, 'font-size': 11, ...type }, source),
  );
  return new XMLSerializer().serializeToString(file);
}

/** The SVG as a PNG at twice its size on the page. */
export async function toPng(svg: SVGSVGElement, caption: Caption): Promise<Blob> {
  const scale = 2;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(toSvgText(svg, caption))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(say().noPicture))), 'image/png');
  });
}
