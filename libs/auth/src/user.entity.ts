import type { Role } from '@app/platform';
import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Stores one user; the name is kept in lower case. */
@Entity('users')
@Unique('users_username_key', ['username'])
@Check('users_role_check', `"role" IN ('admin', 'trader', 'viewer')`)
export class User {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'users_pkey' })
  id!: string;

  @Column({ type: 'text' })
  username!: string;

  @Column({ name: 'password_hash', type: 'text' })
  passwordHash!: string;

  @Column({ type: 'text' })
  role!: Role;

  @Column({ type: 'boolean', default: false })
  disabled!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
