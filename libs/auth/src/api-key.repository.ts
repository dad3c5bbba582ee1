import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Role } from '@app/platform';
import { ApiKey } from './api-key.entity.js';

/** Is what a request needs to know of an API key and its user. */
export interface ApiKeyOwner {
  id: string;
  user_id: string;
  username: string;
  role: Role;
  disabled: boolean;
  /** Says that its last use was noted more than a minute ago. */
  stale: boolean;
}

/** Queries API keys. */
@Injectable()
export class ApiKeyRepository {
  constructor(@InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>) {}

  /** Adds a key. */
  add(key: Pick<ApiKey, 'userId' | 'name' | 'prefix' | 'keyHash'>): Promise<ApiKey> {
    return this.keys.save(this.keys.create({ ...key, lastUsedAt: null }));
  }

  /** Returns one page of a user's keys, newest first, and how many there are. */
  pageOf(userId: string, page: number, size: number): Promise<[ApiKey[], number]> {
    return this.keys.findAndCount({
      where: { userId },
      order: { createdAt: 'DESC', id: 'ASC' },
      skip: (page - 1) * size,
      take: size,
    });
  }

  /** Removes a key of a user and says whether it was there. */
  async remove(id: string, userId: string): Promise<boolean> {
    const { affected } = await this.keys.delete({ id, userId });
    return affected === 1;
  }

  /** Finds whose key has this hash. */
  async ownerByHash(keyHash: string): Promise<ApiKeyOwner | undefined> {
    return this.owner('k.key_hash = $1', keyHash);
  }

  /** Finds whose key has this id. */
  async ownerById(id: string): Promise<ApiKeyOwner | undefined> {
    return this.owner('k.id = $1', id);
  }

  /** Notes that a key was used, at most once a minute. */
  async noteUse(id: string): Promise<void> {
    await this.keys
      .createQueryBuilder()
      .update()
      .set({ lastUsedAt: () => 'now()' })
      .where(`id = :id AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`)
      .setParameters({ id })
      .execute();
  }

  private async owner(condition: string, value: string): Promise<ApiKeyOwner | undefined> {
    const rows: ApiKeyOwner[] = await this.keys.query(
      `SELECT k.id, k.user_id, u.username, u.role, u.disabled,
         (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute') AS stale
       FROM api_keys k JOIN users u ON u.id = k.user_id WHERE ${condition}`,
      [value],
    );
    return rows[0];
  }
}
