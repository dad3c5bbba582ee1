import { describe, expect, it } from '@jest/globals';
import { canonicalZone } from './zone-name.js';

describe('the canonical name of a zone', () => {
  it('is UTC for all names of UTC', () => {
    const names = ['UTC', 'utc', 'Etc/UTC', 'etc/utc', 'GMT', 'Etc/GMT', 'GMT0', 'Etc/GMT+0'];
    for (const name of [...names, 'Zulu', 'Etc/UCT', 'Universal', 'Greenwich', '+00:00']) {
      expect([name, canonicalZone(name)]).toEqual([name, 'UTC']);
    }
  });

  it('is one for all spellings and links of a zone', () => {
    expect(canonicalZone('america/new_york')).toBe('America/New_York');
    expect(canonicalZone('US/Eastern')).toBe('America/New_York');
    expect(canonicalZone('Asia/Kolkata')).toBe(canonicalZone('Asia/Calcutta'));
  });

  it('is no UTC for a zone of one offset, and what is no zone stays', () => {
    expect(canonicalZone('Etc/GMT-3')).toBe('Etc/GMT-3');
    expect(canonicalZone('+02:00')).toBe('+02:00');
    expect(canonicalZone('Mars/Olympus')).toBe('Mars/Olympus');
  });
});
