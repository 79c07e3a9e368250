/** The SVG path through (x, y) in pixels; broken where a value is not finite. */
export function linePath(x: readonly number[], y: readonly number[]): string {
  let path = '';
  let open = false;
  for (let index = 0; index < x.length; index += 1) {
    const [px, py] = [x[index]!, y[index]!];
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      open = false;
      continue;
    }
    path += `${open ? 'L' : 'M'}${px.toFixed(1)},${py.toFixed(1)}`;
    open = true;
  }
  return path;
}

/** The outline of a histogram: one step a bin, closed along the base line. Edges and heights in pixels. */
export function stepPath(edges: readonly number[], heights: readonly number[], base: number): string {
  if (heights.length === 0) return '';
  let path = `M${edges[0]!.toFixed(1)},${base.toFixed(1)}`;
  heights.forEach((height, bin) => {
    path += `V${(base - height).toFixed(1)}H${edges[bin + 1]!.toFixed(1)}`;
  });
  return `${path}V${base.toFixed(1)}Z`;
}
