import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PROCESS_NAME, repeat, type StopRepeating, VERSION, within } from '@app/platform';
import { MonitorService } from './monitor.service.js';
import type { ProcessKind } from './process.entity.js';
import { ProcessMeter } from './process-meter.js';
import { ProcessRepository } from './process.repository.js';

const BEAT_MS = 2000;
const SAMPLE_MS = 10_000;
const ANSWER_LIMIT_MS = 5000;

/** Lets everybody know that this process lives and how it does: a row every 2 s, gone at a clean end; and takes its turn at sampling. */
@Injectable()
export class HeartbeatService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Identifies this process for as long as it lives. */
  readonly processId = randomUUID();

  private readonly logger = new Logger('Heartbeat');
  private stops: StopRepeating[] = [];
  private silent = false;

  constructor(
    private readonly processes: ProcessRepository,
    private readonly meter: ProcessMeter,
    private readonly monitor: MonitorService,
    @Inject(PROCESS_NAME) private readonly kind: ProcessKind,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.beat().catch(this.tell);
    this.stops = [
      repeat(BEAT_MS, () => within(ANSWER_LIMIT_MS, this.beat()), this.tell),
      repeat(SAMPLE_MS, () => within(SAMPLE_MS, this.monitor.sample()), this.tell),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.stops.map((stop) => stop()));
    await within(ANSWER_LIMIT_MS, this.processes.remove(this.processId)).catch(this.tell);
  }

  private async beat(): Promise<void> {
    await this.processes.beat({
      id: this.processId,
      kind: this.kind,
      host: hostname(),
      pid: process.pid,
      version: VERSION,
      metrics: this.meter.measure(),
    });
    this.silent = false;
  }

  // Once for each time that the database is away, or the log would say nothing else.
  private readonly tell = (error: unknown): void => {
    if (!this.silent) this.logger.warn(`No heartbeat: ${String(error)}`);
    this.silent = true;
  };
}
