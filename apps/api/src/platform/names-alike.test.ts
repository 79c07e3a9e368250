import { expect, it } from 'vitest';
import { areAlike } from './names-alike.js';

it.each([
  ['Cyrillic', 'coco', '\u0441\u043e\u0441\u043e'],
  ['Cyrillic capitals', 'APEX', '\u0410\u0420\u0415\u0425'],
  ['Cyrillic capitals, beside small letters', 'apex', '\u0410\u0420\u0415\u0425'],
  ['Greek', 'APEX', '\u0391\u03a1\u0395\u03a7'],
  ['Greek beside Cyrillic', '\u0391\u03a1\u0395\u03a7', '\u0410\u0420\u0415\u0425'],
  ['Cherokee', 'APE', '\u13aa\u13e2\u13ac'],
  ['Coptic', 'OCO', '\u2c9e\u2ca4\u2c9e'],
  ['full width', 'coco', '\uff43\uff4f\uff43\uff4f'],
  ['mathematical letters', 'Bold', '\u{1d401}\u{1d428}\u{1d425}\u{1d41d}'],
  ['a letter without its dot', 'vip', 'v\u0131p'],
  ['a hyphen that is none', 'win-back', 'win\u2010back'],
  ['one word of several', 'Top \u0441\u043e\u0441\u043e', 'Top coco'],
  ['the other case', 'Spring', 'SPRING'],
])('names look alike: %s', (_what, one, other) => {
  expect([areAlike(one, other), areAlike(other, one)]).toEqual([true, true]);
});

it.each([
  ['Лучшие клиенты', 'Лучшая клиентка'],
  ['Лучшие клиенты', 'Best customers'],
  ['Καλοί πελάτες', 'Κακοί πελάτες'],
  ['東京', '京都'],
  ['Modern', 'Modem'],
  ['Tier I', 'Tier 1'],
  ['Café', 'Cafe'],
  ['Zoë', 'Zoe'],
  ['coco', 'cocoa'],
])('names are told apart: %s, %s', (one, other) => expect(areAlike(one, other)).toBe(false));
