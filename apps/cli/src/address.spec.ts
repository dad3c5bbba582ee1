import { describe, expect, it } from '@jest/globals';
import { checkedUrl, defaultUrl } from './address.js';

describe('defaultUrl', () => {
  it.each([
    [{}, 'http://127.0.0.1:8000'],
    [{ PORT: '9000' }, 'http://127.0.0.1:9000'],
    [{ PORT: ' ', HOST: '' }, 'http://127.0.0.1:8000'],
    [{ PORT: '0' }, 'http://127.0.0.1:8000'],
    [{ HOST: '0.0.0.0', PORT: '9000' }, 'http://127.0.0.1:9000'],
    [{ HOST: '::' }, 'http://[::1]:8000'],
    [{ HOST: 'trading.lan' }, 'http://trading.lan:8000'],
  ])('follows the settings %j to %s', (settings, url) => {
    expect(defaultUrl(settings)).toBe(url);
  });

  it.each(['80a', '65536', '-1'])('refuses the port %s', (PORT) => {
    expect(() => defaultUrl({ PORT })).toThrow(`PORT is "${PORT}", which is no port`);
  });
});

describe('checkedUrl', () => {
  it('takes slashes from the end', () => {
    expect(checkedUrl('https://barline.lan//')).toBe('https://barline.lan');
  });

  it.each(['8000', 'localhost:8000', 'ftp://barline.lan'])('refuses %s', (url) => {
    expect(() => checkedUrl(url)).toThrow(`"${url}"`);
  });
});
