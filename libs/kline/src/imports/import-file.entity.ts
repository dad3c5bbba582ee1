import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Stores that a file was uploaded, or is being so; its bytes lie in chunks. */
@Entity('import_files')
export class ImportFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'import_files_pkey' })
  id!: string;

  /** Moves while the upload goes on, so that one that broke off can be told. */
  @Column({ name: 'touched_at', type: 'timestamptz', default: () => 'now()' })
  touchedAt!: Date;
}
