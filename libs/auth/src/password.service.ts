import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** Hashes passwords with argon2id and checks them. */
@Injectable()
export class PasswordService {
  private decoy: Promise<string> | undefined;

  /** Returns the argon2id hash of a password, salt and costs inside. */
  hash(password: string): Promise<string> {
    return hash(password);
  }

  /** Says whether a password belongs to a hash; without a hash it takes as long and says no. */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    // An answer that comes sooner for an unknown name would tell which names exist.
    this.decoy ??= hash('no password is this one');
    const isRight = await verify(passwordHash ?? (await this.decoy), password);
    return isRight && passwordHash !== undefined;
  }
}
