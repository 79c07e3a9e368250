/** How well a rule stands for its segment, by its F1 (the harmonic mean of what it catches and what of that is right). */
export function judgeRule(f1: number): string {
  if (f1 >= 0.9) return 'This rule stands for the segment.';
  if (f1 >= 0.75) return 'This rule is near the segment; no nearer short one was found.';
  return 'No short rule tells this segment well; use the segment itself where you can.';
}
