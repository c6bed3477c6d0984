import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { QueueDepth } from '../domain/administration/queue-depth.ts';
import type { Clock } from '../domain/clock.ts';
import type { LogEntry, LoggedEvent } from '../events/log/log.ts';

/** What is looked up when the metrics are read. */
export interface Readings {
  readers: number;
  sockets: number;
  eventStreams: number;
  refills: number;
  replayPages: number;
  /** Undefined if the store did not respond in time. */
  queues: readonly QueueDepth[] | undefined;
}

/** The metrics of this instance, for Prometheus. No label names a tenant or a person. */
export interface Metrics {
  /** An event was committed here. */
  emitted: (entry: LoggedEvent) => void;
  /** Events of a type were committed here in bulk. */
  bulkEmitted: (bulk: { type: string; source: string; count: number }) => void;
  /** Events were delivered to that many subscriptions, live or replayed. */
  delivered: (entries: readonly LogEntry[], isLive: boolean, subscriptions: number) => void;
  decided: (decision: { rule: string; profiled: boolean }) => void;
  /** An incident was opened, or resolved by the server. */
  incidentChanged: (change: { kind: string; cause: string }) => void;
  /** A job failed for good. */
  deadLettered: (work: string) => void;
  /** POST /events answered one event. */
  reported: (outcome: string) => void;
  /** A webhook was sent an event, or the event was given up; a request that was made has its duration. */
  webhookTried: (outcome: string, durationMs: number | undefined) => void;
  /** A request was answered. */
  answered: (route: string, status: number) => void;
  /** The text format of Prometheus. */
  text: (readings: Readings) => Promise<string>;
}

const SECONDS_OF_A_PROFILE = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 3_600];
const SECONDS_OF_A_WEBHOOK = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SECONDS_OF_A_DELIVERY = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 60];
const JOB_STATES = ['waiting', 'delayed', 'active'] as const;

export function createMetrics(clock: Clock): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name, help, labelNames, registers });

  const events = counter('mdm_events_total', 'Events committed by this instance.', ['type', 'source']);
  const decisions = counter('mdm_profiling_decisions_total', 'Profiling decisions, by rule.', ['rule', 'profiled']);
  const incidents = counter('mdm_incidents_total', 'Incidents opened, and resolved by the server, by cause.', [
    'change',
    'cause',
  ]);
  const letters = counter('mdm_dead_letters_total', 'Jobs that failed for good.', ['work']);
  const reports = counter('mdm_reported_events_total', 'Events received at /events, by outcome.', ['outcome']);
  const requests = counter('mdm_http_requests_total', 'Answered HTTP requests.', ['route', 'status']);
  const deliveries = counter('mdm_deliveries_total', 'Events delivered to subscriptions.', ['part']);
  const webhookDeliveries = counter(
    'mdm_webhook_deliveries_total',
    'Attempts to deliver events to webhooks, by outcome: succeeded, retried, or failed for good.',
    ['outcome'],
  );
  const webhookSeconds = new Histogram({
    name: 'mdm_webhook_request_seconds',
    help: 'Response time of webhook receivers, including those that did not answer.',
    buckets: SECONDS_OF_A_WEBHOOK,
    registers,
  });
  const refills = counter('mdm_feed_refills_total', 'How often the feed read from the log.', []);
  const replayPages = counter('mdm_replay_pages_total', 'Pages of the log that were read for replays.', []);
  const profileSeconds = new Histogram({
    name: 'mdm_profile_seconds',
    help: 'Duration of profiles completed by this instance.',
    buckets: SECONDS_OF_A_PROFILE,
    registers,
  });
  const lagSeconds = new Histogram({
    name: 'mdm_delivery_lag_seconds',
    help: 'Time from the transaction of an event until it was sent to the last subscription waiting for it; once for all subscriptions with the same result.',
    buckets: SECONDS_OF_A_DELIVERY,
    registers,
  });
  const readers = gauge('mdm_followers', 'Open subscriptions to the feed.');
  const sockets = gauge('mdm_sockets', 'Open WebSockets.');
  const eventStreams = gauge('mdm_event_streams', 'Open responses as Server-Sent Events.');
  const storeUp = gauge('mdm_store_up', '1 if the store answered in time; the queue metrics are known only then.');
  const jobs = gauge('mdm_queue_jobs', 'Unfinished jobs of all instances.', ['queue', 'state']);
  const oldest = gauge('mdm_queue_oldest_waiting_seconds', 'How long the oldest waiting job has waited.', ['queue']);
  const seen = new Set<string>();

  function showQueues(queues: readonly QueueDepth[]): void {
    // A queue that has become empty is reported as empty, not with its last value.
    for (const { queue } of queues) seen.add(queue);
    for (const queue of seen) {
      for (const state of JOB_STATES) jobs.set({ queue, state }, 0);
      oldest.set({ queue }, 0);
    }
    for (const { queue, state, jobs: count, oldestWaitingSeconds } of queues) {
      jobs.set({ queue, state }, count);
      if (state === 'waiting') oldest.set({ queue }, oldestWaitingSeconds);
    }
  }

  return {
    emitted({ event }) {
      events.inc({ type: event.type, source: event.source });
      if (event.type === 'metadata.profile.completed') profileSeconds.observe(event.payload.duration);
    },
    bulkEmitted({ type, source, count }) {
      events.inc({ type, source }, count);
    },
    delivered(entries, isLive, subscriptions) {
      deliveries.inc({ part: isLive ? 'live' : 'replay' }, entries.length * subscriptions);
      if (!isLive) return;
      const nowMs = clock().getTime();
      for (const { appendedAt } of entries) lagSeconds.observe(Math.max(0, nowMs - appendedAt.getTime()) / 1000);
    },
    decided({ rule, profiled }) {
      decisions.inc({ rule, profiled: String(profiled) });
    },
    incidentChanged({ kind, cause }) {
      incidents.inc({ change: kind.toLowerCase(), cause });
    },
    deadLettered(work) {
      letters.inc({ work });
    },
    reported(outcome) {
      reports.inc({ outcome });
    },
    webhookTried(outcome, durationMs) {
      webhookDeliveries.inc({ outcome });
      if (durationMs !== undefined) webhookSeconds.observe(durationMs / 1000);
    },
    answered(route, status) {
      requests.inc({ route, status: String(status) });
    },
    text(readings) {
      readers.set(readings.readers);
      sockets.set(readings.sockets);
      eventStreams.set(readings.eventStreams);
      refills.reset();
      refills.inc(readings.refills);
      replayPages.reset();
      replayPages.inc(readings.replayPages);
      storeUp.set(readings.queues ? 1 : 0);
      if (readings.queues) showQueues(readings.queues);
      else {
        jobs.reset();
        oldest.reset();
      }
      return registry.metrics();
    },
  };
}
