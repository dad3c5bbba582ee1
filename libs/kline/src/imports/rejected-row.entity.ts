import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { DataImport } from './data-import.entity.js';

/** Stores one row of a file that was left out, and why. */
@Entity('import_rejections')
export class RejectedRow {
  @PrimaryColumn('uuid', { name: 'import_id', primaryKeyConstraintName: 'import_rejections_pkey' })
  importId!: string;

  @ManyToOne(() => DataImport, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'import_rejections_import_id_fkey' })
  import!: DataImport;

  /** Counts from 0 in the order of the file. */
  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_rejections_pkey' })
  number!: number;

  /** The line or the record of the file, counted from 1. */
  @Column({ type: 'double precision' })
  line!: number;

  /** A rule that bars are checked by, or why the row cannot be read. */
  @Column({ type: 'text' })
  reason!: string;

  /** The row as it stood, where that is known. */
  @Column({ type: 'text' })
  row!: string;
}
