import { Injectable } from '@nestjs/common';
import { UserService } from '@app/auth';
import type { Actor } from '@app/platform';

/** Removes what users own outside of libs/auth. */
export abstract class UserPossessions {
  /** Removes every run of a user, open ones too. */
  abstract removeAllOf(userId: string): Promise<void>;
}

/** Removes a user in an order that can be taken up again after a failure: locked out, emptied, gone. */
@Injectable()
export class UserRemovalService {
  constructor(
    private readonly users: UserService,
    private readonly possessions: UserPossessions,
  ) {}

  /** Removes another user and all that it owns; throws `user/not-found`, `user/last-admin` or `user/own-account`. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.users.retire(actor, id);
    await this.possessions.removeAllOf(id);
    await this.users.remove(id);
  }
}
