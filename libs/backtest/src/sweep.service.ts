import { Injectable } from '@nestjs/common';
import { RunPool } from './run-task.js';
import { SweepExecution, type SweepRequest } from './sweep-execution.js';

/** Runs sweeps on the threads of this worker. */
@Injectable()
export class SweepService {
  constructor(private readonly pool: RunPool) {}

  /** Prepares a sweep, to be seen to its end by who asked for it. */
  sweep(request: SweepRequest): SweepExecution {
    return new SweepExecution(request, this.pool);
  }
}
