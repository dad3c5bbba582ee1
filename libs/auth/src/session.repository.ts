import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Role } from '@app/platform';
import { Session } from './session.entity.js';

/** Is what a request needs to know of the user behind a live session. */
export interface SessionUser {
  username: string;
  role: Role;
  disabled: boolean;
}

/** Queries logins; all times are PostgreSQL's. */
@Injectable()
export class SessionRepository {
  constructor(@InjectRepository(Session) private readonly sessions: Repository<Session>) {}

  /** Starts a session and says whether it did: not if the user was disabled or got a new password meanwhile. */
  async start(
    session: Pick<Session, 'id' | 'userId' | 'refreshId'>,
    passwordHash: string,
    days: number,
  ): Promise<boolean> {
    const rows: unknown[] = await this.sessions.query(
      `INSERT INTO sessions (id, user_id, refresh_id, expires_at)
       SELECT $1::uuid, id, $2::uuid, now() + make_interval(days => $5::int) FROM users
       WHERE id = $3 AND password_hash = $4 AND NOT disabled FOR SHARE
       RETURNING id`,
      [session.id, session.refreshId, session.userId, passwordHash, days],
    );
    return rows.length > 0;
  }

  /** Finds the user of a session that is neither ended nor expired. */
  async userOf(id: string, userId: string): Promise<SessionUser | undefined> {
    const rows: SessionUser[] = await this.sessions.query(
      `SELECT u.username, u.role, u.disabled FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE s.id = $1 AND s.user_id = $2 AND s.expires_at > now()`,
      [id, userId],
    );
    return rows[0];
  }

  /** Exchanges the one good refresh id for the next and says whether it was the good one. */
  async rotate(id: string, from: string, to: string, days: number): Promise<boolean> {
    const { affected } = await this.sessions
      .createQueryBuilder()
      .update()
      .set({ refreshId: to, expiresAt: () => 'now() + make_interval(days => :days)' })
      .where('id = :id AND refresh_id = :from AND expires_at > now()')
      .setParameters({ id, from, days })
      .execute();
    return affected === 1;
  }

  /** Ends one session and says whether it was there. */
  async end(id: string): Promise<boolean> {
    const { affected } = await this.sessions.delete({ id });
    return affected === 1;
  }

  /** Removes sessions past their end and returns how many. */
  async removeExpired(): Promise<number> {
    const { affected } = await this.sessions
      .createQueryBuilder()
      .delete()
      .where('expires_at <= now()')
      .execute();
    return affected ?? 0;
  }
}
