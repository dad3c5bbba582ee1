import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Not, Repository } from 'typeorm';
import type { Role } from '@app/platform';
import { Session } from './session.entity.js';
import { User } from './user.entity.js';

// Any number that no other advisory lock of Barline uses.
const USERS_LOCK = 0x62617232;

/** Names the columns of a user that may change. */
export type UserChanges = Partial<Pick<User, 'role' | 'disabled' | 'passwordHash'>>;

/** Queries users. */
@Injectable()
export class UserRepository {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  /** Runs work in one transaction that no other change of users can enter at the same time. */
  exclusively<T>(work: (users: UserRepository) => Promise<T>): Promise<T> {
    return this.users.manager.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [USERS_LOCK]);
      return work(new UserRepository(manager.getRepository(User)));
    });
  }

  /** Finds a user by id. */
  findById(id: string): Promise<User | null> {
    return this.users.findOneBy({ id });
  }

  /** Finds a user by name, which must be in lower case. */
  findByName(username: string): Promise<User | null> {
    return this.users.findOneBy({ username });
  }

  /** Counts all users. */
  count(): Promise<number> {
    return this.users.count();
  }

  /** Says whether an enabled admin other than this user exists. */
  hasOtherAdmin(id: string): Promise<boolean> {
    return this.users.existsBy({ id: Not(id), role: 'admin', disabled: false });
  }

  /** Returns one page of users by name, and how many there are. */
  page(page: number, size: number): Promise<[User[], number]> {
    return this.users.findAndCount({
      order: { username: 'ASC' },
      skip: (page - 1) * size,
      take: size,
    });
  }

  /** Adds a user and returns its id, or undefined when the name is taken. */
  async add(username: string, passwordHash: string, role: Role): Promise<string | undefined> {
    const { raw } = await this.users
      .createQueryBuilder()
      .insert()
      .values({ username, passwordHash, role })
      .orIgnore()
      .returning('id')
      .execute();
    const [row] = raw as { id: string }[];
    return row?.id;
  }

  /** Changes columns of a user. */
  async change(id: string, changes: UserChanges): Promise<void> {
    await this.users.update({ id }, changes);
  }

  /** Replaces one password hash by another and says whether the old one was still there. */
  async replacePassword(id: string, from: string, to: string): Promise<boolean> {
    const { affected } = await this.users.update({ id, passwordHash: from }, { passwordHash: to });
    return affected === 1;
  }

  /** Ends the sessions of a user, all but one if that is named. */
  async endSessions(id: string, except?: string): Promise<void> {
    const others = except ? { id: Not(except) } : {};
    await this.users.manager.delete(Session, { userId: id, ...others });
  }

  /** Removes a user with its sessions and API keys. */
  async remove(id: string): Promise<void> {
    await this.users.delete({ id });
  }
}
