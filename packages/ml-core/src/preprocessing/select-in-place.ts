/**
 * The item that sorting would put at `k`, by Hoare's quickselect with a middle pivot: afterwards items before k are ≤ it and
 * items after k are ≥ it. O(n) on average.
 */
export function selectInPlace(items: Float64Array, k: number): number {
  let left = 0;
  let right = items.length - 1;
  while (left < right) {
    const pivot = medianOfThree(items[left]!, items[(left + right) >>> 1]!, items[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (items[i]! < pivot) i++;
      while (items[j]! > pivot) j--;
      if (i > j) break;
      const kept = items[i]!;
      items[i++] = items[j]!;
      items[j--] = kept;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return items[k]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
