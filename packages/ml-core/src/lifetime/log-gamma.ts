/** From here on Stirling's series is exact to about 1e-16; below, the argument is raised first. */
const LARGE = 10;

/** The logarithm of the gamma function, for x > 0: Stirling's series after the recurrence. Error about 1e-14. */
export function logGamma(x: number): number {
  let product = 1;
  let at = x;
  for (; at < LARGE; at++) product *= at;
  const inverse = 1 / (at * at);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}

/** The derivative of `logGamma`, for x > 0, by the same two steps. */
export function digamma(x: number): number {
  let sum = 0;
  let at = x;
  for (; at < LARGE; at++) sum -= 1 / at;
  const inverse = 1 / (at * at);
  const series =
    inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse / 132))));
  return sum + Math.log(at) - 0.5 / at - series;
}
