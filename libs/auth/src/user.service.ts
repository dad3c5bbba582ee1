import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Actor, AppError, type Role, settings, type Settings } from '@app/platform';
import { authErrors } from './auth.errors.js';
import { isUsername, PASSWORD_LENGTH } from './credentials.js';
import { PasswordService } from './password.service.js';
import type { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';

/** Names what an admin may change of a user. */
export interface UserPatch {
  role?: Role;
  disabled?: boolean;
  password?: string;
}

/** Adds, changes and removes users; an enabled admin always remains. */
@Injectable()
export class UserService {
  private readonly logger = new Logger('Users');

  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordService,
    @Inject(settings.KEY) private readonly values: Settings,
  ) {}

  /** Adds a trader who registers; throws `auth/registration-closed` or `user/name-taken`. */
  async register(username: string, password: string): Promise<User> {
    if (!this.values.REGISTRATION_OPEN) throw new AppError(authErrors['auth/registration-closed']);
    return this.create(username, password, 'trader');
  }

  /** Adds a user; throws `user/name-taken`. */
  async create(username: string, password: string, role: Role): Promise<User> {
    const id = await this.users.add(username, await this.passwords.hash(password), role);
    if (!id) throw new AppError(authErrors['user/name-taken'], { values: { username } });
    return this.get(id);
  }

  /** Returns a user; throws `user/not-found`. */
  async get(id: string): Promise<User> {
    const user = await this.users.findById(id);
    if (!user) throw new AppError(authErrors['user/not-found']);
    return user;
  }

  /** Returns one page of users by name, and how many there are. */
  list(page: number, size: number): Promise<[User[], number]> {
    return this.users.page(page, size);
  }

  /** Changes another user; a new password or disabling ends its sessions. */
  async change(actor: Actor, id: string, { password, role, disabled }: UserPatch): Promise<User> {
    const passwordHash = password === undefined ? undefined : await this.passwords.hash(password);
    await this.users.exclusively(async (users) => {
      const user = await users.findById(id);
      if (!user) throw new AppError(authErrors['user/not-found']);
      const next = { role: role ?? user.role, disabled: disabled ?? user.disabled };
      const isChanged = next.role !== user.role || next.disabled !== user.disabled;
      if (isChanged) await assertAdminRemains(users, user, next);
      if (id === actor.id && (isChanged || passwordHash)) {
        throw new AppError(authErrors['user/own-account']);
      }
      await users.change(id, { ...next, ...(passwordHash ? { passwordHash } : {}) });
      if (next.disabled || passwordHash) await users.endSessions(id);
    });
    return this.get(id);
  }

  /** Disables a user who is about to be removed, so that nothing of it can be made meanwhile. */
  async retire(actor: Actor, id: string): Promise<void> {
    await this.users.exclusively(async (users) => {
      const user = await users.findById(id);
      if (!user) throw new AppError(authErrors['user/not-found']);
      await assertAdminRemains(users, user, { role: user.role, disabled: true });
      if (id === actor.id) throw new AppError(authErrors['user/own-account']);
      await users.change(id, { disabled: true });
      await users.endSessions(id);
    });
  }

  /** Removes a retired user with its sessions and API keys. */
  async remove(id: string): Promise<void> {
    await this.users.remove(id);
  }

  /** Adds the admin of ADMIN_USERNAME and ADMIN_PASSWORD where no user exists; throws an Error that names a setting which prevents it. */
  async ensureAdmin(): Promise<void> {
    if ((await this.users.count()) > 0) return;
    const username = this.values.ADMIN_USERNAME.toLowerCase();
    checkAdminSettings(username, this.values.ADMIN_PASSWORD);
    const passwordHash = await this.passwords.hash(this.values.ADMIN_PASSWORD);
    await this.users.exclusively(async (users) => {
      // Another api that starts at the same time may have been first.
      if ((await users.count()) > 0) return;
      await users.add(username, passwordHash, 'admin');
      this.logger.log(`Made the admin "${username}".`);
    });
  }
}

async function assertAdminRemains(
  users: UserRepository,
  user: User,
  next: Pick<User, 'role' | 'disabled'>,
): Promise<void> {
  const isAdmin = user.role === 'admin' && !user.disabled;
  const staysAdmin = next.role === 'admin' && !next.disabled;
  if (!isAdmin || staysAdmin || (await users.hasOtherAdmin(user.id))) return;
  throw new AppError(authErrors['user/last-admin'], { values: { username: user.username } });
}

function checkAdminSettings(username: string, password: string): void {
  if (!isUsername(username)) {
    throw new Error(
      `ADMIN_USERNAME is "${username}", but must be 3 to 64 of a-z, 0-9, dot, underscore and hyphen.`,
    );
  }
  const { min, max } = PASSWORD_LENGTH;
  if (password.length < min || password.length > max) {
    const got = password ? `has ${password.length} characters` : 'is not set';
    throw new Error(
      `ADMIN_PASSWORD ${got}, but the first start makes the admin and needs ${min} to ${max}.`,
    );
  }
}
