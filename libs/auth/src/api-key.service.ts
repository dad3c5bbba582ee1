import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, AppError, settings, type Settings } from '@app/platform';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { authErrors } from './auth.errors.js';

const KEY = /^bl_[\w-]{43}$/;
const PREFIX_LENGTH = 10;

/** Makes, lists, revokes and recognises API keys, which are `bl_` and 32 random bytes in base64url. */
@Injectable()
export class ApiKeyService {
  constructor(
    private readonly keys: ApiKeyRepository,
    @Inject(settings.KEY) private readonly values: Settings,
  ) {}

  /** Makes a key for the caller; its text is returned here and never again. */
  async create(actor: Actor, name: string): Promise<{ record: ApiKey; key: string }> {
    const key = `bl_${randomBytes(32).toString('base64url')}`;
    const prefix = key.slice(0, PREFIX_LENGTH);
    const record = await this.keys.add({
      userId: actor.id,
      name,
      prefix,
      keyHash: this.hmac(key),
    });
    return { record, key };
  }

  /** Returns one page of the caller's keys, newest first, and how many there are. */
  list(actor: Actor, page: number, size: number): Promise<[ApiKey[], number]> {
    return this.keys.pageOf(actor.id, page, size);
  }

  /** Revokes a key of the caller; throws `auth/api-key-not-found`. */
  async revoke(actor: Actor, id: string): Promise<void> {
    if (await this.keys.remove(id, actor.id)) return;
    throw new AppError(authErrors['auth/api-key-not-found']);
  }

  /** Finds who holds a key; throws `auth/api-key-invalid` or `auth/user-disabled`. */
  async actorOf(key: string): Promise<Actor> {
    const owner = KEY.test(key) ? await this.keys.ownerByHash(this.hmac(key)) : undefined;
    if (!owner) throw new AppError(authErrors['auth/api-key-invalid']);
    const { id, user_id, username, role, disabled, stale } = owner;
    if (disabled) throw new AppError(authErrors['auth/user-disabled']);
    if (stale) await this.keys.noteUse(id);
    return { id: user_id, username, role, apiKeyId: id };
  }

  /** Says whether a key is there, its user enabled, and of this role still. */
  async isStillValid(apiKeyId: string, role: string): Promise<boolean> {
    const owner = await this.keys.ownerById(apiKeyId);
    return owner !== undefined && !owner.disabled && owner.role === role;
  }

  private hmac(key: string): string {
    return createHmac('sha256', this.values.SECRET_KEY).update(key).digest('hex');
  }
}
