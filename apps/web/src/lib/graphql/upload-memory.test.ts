import { expect, it } from 'vitest';
import { UploadMemory } from './upload-memory.ts';

function storage() {
  const notes = new Map<string, string>();
  return {
    getItem: (key: string) => notes.get(key) ?? null,
    setItem: (key: string, value: string) => void notes.set(key, value),
    removeItem: (key: string) => void notes.delete(key),
  };
}
const file = { name: 'shop.csv', size: 10, lastModified: 1 };

it('knows the address of the same file again, until it is forgotten', () => {
  const notes = storage();
  new UploadMemory(notes, file).remember('/uploads/resumable/1');
  expect(new UploadMemory(notes, file).address).toBe('/uploads/resumable/1');
  for (const change of [{ size: 11 }, { lastModified: 2 }, { name: 'other.csv' }]) {
    expect(new UploadMemory(notes, { ...file, ...change }).address).toBeNull();
  }
  new UploadMemory(notes, file).forget();
  expect(new UploadMemory(notes, file).address).toBeNull();
});

it('does without where nothing more can be noted', () => {
  const full = {
    ...storage(),
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  new UploadMemory(full, file).remember('/uploads/resumable/1');
  expect(new UploadMemory(full, file).address).toBeNull();
});
