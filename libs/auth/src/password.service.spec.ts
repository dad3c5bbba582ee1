import { describe, expect, it } from '@jest/globals';
import { PasswordService } from './password.service.js';

const passwords = new PasswordService();

describe('PasswordService', () => {
  it('hashes with argon2id, salted', async () => {
    const [one, two] = await Promise.all([passwords.hash('same'), passwords.hash('same')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('knows a password again, and no other', async () => {
    const hash = await passwords.hash('correct horse 电池');
    expect(await passwords.matches('correct horse 电池', hash)).toBe(true);
    expect(await passwords.matches('correct horse', hash)).toBe(false);
    expect(await passwords.matches('', hash)).toBe(false);
  });

  it('says no where there is no hash, whatever the password', async () => {
    expect(await passwords.matches('', undefined)).toBe(false);
    expect(await passwords.matches('no password is this one', undefined)).toBe(false);
  });
});
