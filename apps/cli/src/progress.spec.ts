import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { Progress } from './progress.js';

function shown(isTTY: boolean, use: (progress: Progress) => void): string {
  const out = Object.assign(new PassThrough(), { isTTY });
  use(new Progress(out));
  return String(out.read() ?? '');
}

describe('Progress', () => {
  it('draws the share of a phase, and each phase at once', () => {
    const text = shown(true, (progress) => {
      progress.show('Sending.', 0.5, '5 of 10 MB');
      progress.show('Reading.', 0.575, '57 rows');
    });
    const lines = text.split('\r\u001b[K').slice(1);
    expect(lines).toEqual([
      `${'█'.repeat(15)}${'░'.repeat(15)}  50 % Sending. 5 of 10 MB`,
      `${'█'.repeat(17)}${'░'.repeat(13)}  57 % Reading. 57 rows`,
    ]);
  });

  it('draws no bar of what has no known end, and not each of a thousand calls', () => {
    const text = shown(true, (progress) => {
      for (let i = 0; i < 1000; i++) progress.show('x.csv', undefined, `${i} rows`);
    });
    expect(text.startsWith('\r\u001b[Kx.csv 0 rows')).toBe(true);
    expect(text.split('\r').length).toBeLessThan(20);
  });

  it('stays within its line', () => {
    const text = shown(true, (progress) => progress.show('x'.repeat(200), 0, ''));
    expect(text.slice('\r\u001b[K'.length)).toHaveLength(79);
  });

  it('shows nothing elsewhere than on a terminal', () => {
    const text = shown(false, (progress) => {
      progress.show('Sending.', 0.5, '');
      progress.end();
    });
    expect(text).toBe('');
  });
});
