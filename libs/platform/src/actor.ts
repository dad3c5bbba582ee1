/** Lists what a user may be: an admin manages all, a trader runs, a viewer reads. */
export const ROLES = ['admin', 'trader', 'viewer'] as const;

/** Names one role. */
export type Role = (typeof ROLES)[number];

/** Identifies who makes a request: the user, and the session or API key that proved it. */
export interface Actor {
  id: string;
  username: string;
  role: Role;
  /** Set for a login; absent for an API key. */
  sessionId?: string;
  /** Set for an API key; absent for a login. */
  apiKeyId?: string;
  /** When the proof ends, in epoch milliseconds; absent for an API key. */
  expiresAtMs?: number;
}
