import { describe, expect, it } from '@jest/globals';
import { preferredLanguage, render, text } from './text.js';

describe('texts', () => {
  it('fill their places, and leave those that nothing fills', () => {
    const sentence = text('{name} has {count} of {all}', '{name}：{count}/{all}');
    expect(render(sentence, 'en', { name: 'A', count: 0 })).toBe('A has 0 of {all}');
    expect(render(sentence, 'zh', { name: 'A', count: 0, all: 2 })).toBe('A：0/2');
  });

  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['zh', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['zh;q=0.2, en;q=0.7', 'en'],
    ['de, zh;q=0.5', 'zh'],
    ['zh;q=0, de', 'en'],
    ['zhuang', 'en'],
  ])('take the language of %p', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
