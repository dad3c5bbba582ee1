import type { Actor } from '@app/platform';
import type { Series } from './series.entity.js';

/** Is who uploads: traders only add to the series of others, admins change any. */
export type Uploader = Pick<Actor, 'id' | 'role'>;

/** Names a row that was left out, by its place in the upload, and the rule that it breaks. */
export interface Rejected<Rule extends string> {
  index: number;
  reason: Rule;
}

/** Counts what an upload did: rows that were taken, and how many of them were new or changed a stored one. */
export interface UploadSummary<Rule extends string> {
  uploaded: number;
  inserted: number;
  updated: number;
  rejected: Rejected<Rule>[];
}

/** Counts what a write did; rows that were stored already as they are count in neither. The hash is that of what came and went together. */
export interface Written {
  inserted: number;
  updated: number;
  hash: string;
}

/** Counts what a removal took away, with the hash of it. */
export interface Removed {
  removed: number;
  hash: string;
}

/** Says whether an uploader may change rows that are stored. */
export function mayChange({ id, role }: Uploader, { count, ownerId }: Series): boolean {
  return count === 0 || role === 'admin' || ownerId === id;
}
