import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { settings, type Settings } from '@app/platform';
import { SymbolSettingsRepository } from '../symbol-settings.repository.js';
import { AdjustmentRepository } from './adjustment.repository.js';
import { ImportClaimRepository } from './import-claim.repository.js';
import { ImportExecution } from './import-execution.js';
import { ImportFileService } from './import-file.service.js';
import { ImportWriterRepository } from './import-writer.repository.js';

/** Claims imports for this worker and sees each to its end. */
@Injectable()
export class ImportSupervisor {
  private readonly logger = new Logger('ImportSupervisor');
  private readonly workerId = randomUUID();
  private readonly running = new Set<ImportExecution>();
  private draining = false;

  constructor(
    private readonly claims: ImportClaimRepository,
    private readonly writers: ImportWriterRepository,
    private readonly adjustments: AdjustmentRepository,
    private readonly symbols: SymbolSettingsRepository,
    private readonly files: ImportFileService,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  /** Executes one import if it can be claimed, and says whether it goes back to wait. */
  async supervise(id: string): Promise<'done' | 'released'> {
    if (this.draining) return 'released';
    const { claims, writers, adjustments, files } = this;
    const repositories = { claims, writers, adjustments, settings: this.symbols };
    const row = await claims.claim(id, this.workerId, this.settings.MAX_ATTEMPTS);
    if (!row) return 'done';
    const file = files.open(row.fileId, row.fileName, row.fileSize);
    const factors = row.options.factors && files.openUploaded(row.options.factors);
    const execution = new ImportExecution(row, { ...repositories, file, factors });
    this.running.add(execution);
    try {
      const end = await execution.toEnd();
      this.logger.log(`Import ${id} (attempt ${row.attempts}): ${end}.`);
      return end === 'released' ? 'released' : 'done';
    } finally {
      this.running.delete(execution);
    }
  }

  /** Gives every held import back to the queue, as the worker is about to end. */
  async drain(): Promise<void> {
    this.draining = true;
    await Promise.all([...this.running].map((execution) => execution.release()));
  }
}
