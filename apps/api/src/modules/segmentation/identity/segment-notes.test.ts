import { describe, expect, it } from 'vitest';
import { readNote } from './segment-notes.js';

describe('the note of a segment', () => {
  it('keeps its lines, and nothing around it', () => {
    expect(readNote('  Ask Ann\r\nbefore the sale.\n')).toBe('Ask Ann\nbefore the sale.');
  });

  it('is none if it is blank', () => {
    expect(readNote(' \n\u202e ')).toBeNull();
  });

  it('has no characters that turn the text around, or that nobody sees', () => {
    expect(readNote('a\u202eb\u2066c\u200fd\u0007e\tf')).toBe('abcde\tf');
  });

  it('has at most 1,000 characters', () => {
    expect(readNote('n'.repeat(1000))).toHaveLength(1000);
    expect(() => readNote('n'.repeat(1001))).toThrow('note has 1001 characters; it must have at most 1000.');
  });
});
