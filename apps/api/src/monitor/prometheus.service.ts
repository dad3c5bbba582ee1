import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { MonitorService, type SystemMetrics } from '@app/monitor';
import type { AnsweredRequest } from './http-duration.js';

const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Writes the figures of this process and of the whole system in the text format of Prometheus. */
@Injectable()
export class PrometheusService {
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: DURATION_BUCKETS,
    registers: [this.registry],
  });
  private readonly up = this.gauge('up', 'Whether database and queue answer.', ['part']);
  private readonly processes = this.gauge('processes', 'Living processes.', ['kind']);
  private readonly sockets = this.gauge('sockets', 'Open sockets of all apis.');
  private readonly topics = this.gauge('topics', 'Topics that somebody watches, of all apis.');
  private readonly threads = this.gauge('threads', 'Threads of all workers.', ['state']);
  private readonly jobs = this.gauge('queue_jobs', 'Jobs of a queue.', ['queue', 'state']);
  private readonly paused = this.gauge('queue_paused', 'Whether a queue is paused.', ['queue']);
  private readonly runs = this.gauge('runs', 'Runs by state.', ['state']);

  constructor(private readonly monitor: MonitorService) {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Counts one answered request. */
  observe({ method, route, status, seconds }: AnsweredRequest): void {
    this.durations.observe({ method, route, status }, seconds);
  }

  /** Returns everything; what the database or the queue does not tell is left out. */
  async text(): Promise<string> {
    const metrics = await this.monitor.metrics().catch(() => undefined);
    this.show(metrics);
    return this.registry.metrics();
  }

  private show(metrics: SystemMetrics | undefined): void {
    const gauges = [this.processes, this.sockets, this.topics, this.threads];
    for (const gauge of [...gauges, this.jobs, this.paused, this.runs]) gauge.reset();
    this.up.set({ part: 'database' }, metrics ? 1 : 0);
    if (!metrics) return;
    this.up.set({ part: 'queue' }, metrics.queues ? 1 : 0);
    const { totals, runs, queues } = metrics;
    this.processes.set({ kind: 'api' }, totals.apis);
    this.processes.set({ kind: 'worker' }, totals.workers);
    this.sockets.set(totals.sockets);
    this.topics.set(totals.topics);
    this.threads.set({ state: 'busy' }, totals.threads_busy);
    this.threads.set({ state: 'idle' }, totals.threads_total - totals.threads_busy);
    for (const [state, count] of Object.entries(runs)) this.runs.set({ state }, count);
    for (const { name: queue, paused, ...counts } of queues ?? []) {
      this.paused.set({ queue }, paused ? 1 : 0);
      for (const [state, count] of Object.entries(counts)) this.jobs.set({ queue, state }, count);
    }
  }

  private gauge<const Label extends string>(
    name: string,
    help: string,
    labelNames: Label[] = [],
  ): Gauge<Label> {
    return new Gauge({ name: `barline_${name}`, help, labelNames, registers: [this.registry] });
  }
}
