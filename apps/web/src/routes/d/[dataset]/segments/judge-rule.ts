import { say } from './messages';

/** How well a rule stands for its segment, by its F1 (the harmonic mean of what it catches and what of that is right). */
export function judgeRule(f1: number): string {
  if (f1 >= 0.9) return say().rule.good;
  if (f1 >= 0.75) return say().rule.near;
  return say().rule.poor;
}
