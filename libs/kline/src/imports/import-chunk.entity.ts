import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ImportFile } from './import-file.entity.js';

/** Stores one piece of an uploaded file; all but the last are of one size. */
@Entity('import_chunks')
export class ImportChunk {
  @PrimaryColumn('uuid', { name: 'file_id', primaryKeyConstraintName: 'import_chunks_pkey' })
  fileId!: string;

  @ManyToOne(() => ImportFile, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'import_chunks_file_id_fkey' })
  file!: ImportFile;

  /** Counts from 0. */
  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_chunks_pkey' })
  number!: number;

  @Column({ type: 'bytea' })
  bytes!: Buffer;
}
