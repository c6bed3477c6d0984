import cron from 'cron-parser';
import * as z from 'zod';

import { AUTH_SETTINGS } from './auth-settings.ts';
import { corsOriginsSchema } from './cors-origins.ts';
import { ACTOR_ID_CASES } from './domain/actor-id.ts';
import { approvalPoliciesSchema } from './domain/approvals/approval-policy.ts';
import { warehouseAccessSchema } from './domain/datasets/table-access.ts';
import { defaultMonitoringPolicy } from './domain/monitoring/monitoring-policy.ts';
import { changePolicy, issuesOfPolicy, policyChangeSchema } from './domain/monitoring/policy-change.ts';
import { flag, json, type Setting, url, wholeNumber } from './setting.ts';

/** What an instance can run: the entry points for clients, the workers of jobs, and what happens at certain times. */
export const RUN_PARTS = ['api', 'work', 'schedule'] as const;
export type RunPart = (typeof RUN_PARTS)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Every setting of the server. docs/operations.md holds the same table, and a test compares the two. */
export const SETTINGS = {
  HOST: {
    schema: z.string().min(1).optional(),
    expected: 'a host name or address',
    meaning: 'Address to listen on. Default: 127.0.0.1, or all interfaces when authentication is configured.',
  },
  PORT: {
    schema: wholeNumber(0, 65_535).default(4000),
    expected: 'a whole number from 0 to 65535',
    meaning: 'Port to listen on; 0 chooses a free one. Default: 4000.',
  },
  RUN: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .refine((parts) => parts.every((part) => RUN_PARTS.some((known) => known === part)))
      .transform((parts) => RUN_PARTS.filter((part) => parts.includes(part)))
      .default([...RUN_PARTS]),
    expected: `one or more of ${RUN_PARTS.join(', ')}, separated by commas`,
    meaning:
      'What this instance runs: api, the entry points for clients; work, the jobs that events lead to, with profiles and webhooks; schedule, what is due at certain times. An instance without api answers /health and /metrics only. Less than all requires DATABASE_URL. Default: all.',
  },
  MAX_CONNECTIONS: {
    schema: wholeNumber(1, 1_000_000).default(20_000),
    expected: 'a whole number from 1 to 1000000',
    meaning:
      'Maximum number of open client connections, including WebSockets; further ones are closed immediately. Default: 20000.',
  },
  REQUEST_TIMEOUT_SECONDS: {
    schema: wholeNumber(1, 3_600).default(15),
    expected: 'a whole number from 1 to 3600',
    meaning: 'Time limit for receiving a request with its body; after that the connection is closed. Default: 15.',
  },
  KEEP_ALIVE_SECONDS: {
    schema: wholeNumber(1, 3_600).default(75),
    expected: 'a whole number from 1 to 3600',
    meaning:
      'How long an idle connection is kept open. Set it longer than the idle timeout of the load balancer, which is usually 60 s. Default: 75.',
  },
  CORS_ORIGINS: {
    schema: corsOriginsSchema.default([]),
    expected: 'origins such as https://dashboard.example, separated by commas',
    meaning:
      'Origins, besides its own, whose pages may use /graphql, over HTTP and WebSocket, and read the schemas of events; exact, without wildcards. Default: none; without authentication, every origin on the loopback interface, with any port.',
  },
  DATA_DIR: {
    schema: z.string().min(1).default('./data'),
    expected: 'the path of a folder',
    meaning: 'Folder of the embedded store. Not used with DATABASE_URL. Default: ./data.',
  },
  DATABASE_URL: {
    schema: url(['postgres:', 'postgresql:']).optional(),
    expected: 'a postgres:// URL',
    meaning: 'Postgres 15 or newer for state, log and queue. Default: the embedded store.',
    secret: true,
  },
  REDIS_URL: {
    schema: url(['redis:', 'rediss:']).optional(),
    expected: 'a redis:// URL',
    meaning:
      'Redis that announces events between instances; requires DATABASE_URL. Default: instances check the log every 2 s.',
    secret: true,
  },
  DATABASE_POOL_SIZE: {
    schema: wholeNumber(2, 1_000).default(10),
    expected: 'a whole number from 2 to 1000',
    meaning:
      'Maximum number of connections from this instance to DATABASE_URL for requests; jobs have others. Default: 10.',
  },
  DATABASE_WORK_POOL_SIZE: {
    schema: wholeNumber(2, 1_000).default(8),
    expected: 'a whole number from 2 to 1000',
    meaning:
      'Maximum number of connections from this instance to DATABASE_URL for jobs and what they do, profiles of tables in the store among them. Default: 8.',
  },
  WAREHOUSE_URL: {
    schema: url(['postgres:', 'postgresql:']).optional(),
    expected: 'a postgres:// URL',
    meaning: 'Postgres whose tables are profiled, read-only. Default: the store itself.',
    secret: true,
  },
  WAREHOUSE_ACCESS: {
    schema: json.pipe(warehouseAccessSchema).optional(),
    expected:
      'JSON such as {"acme":{"schemas":["sales"]},"globex":{"role":"globex_reader"},"*":{"schemas":["public"]}}',
    meaning:
      'Which tables each tenant may use: those in these schemas, those that this role of the warehouse may read, or with both, those in both; * stands for all tenants that are not named, which otherwise may use none. Roles require WAREHOUSE_URL or DATABASE_URL. Default: all tenants share all tables.',
  },
  ...AUTH_SETTINGS,
  ACTOR_ID_CASE: {
    schema: z.enum(ACTOR_ID_CASES).default('exact'),
    expected: `one of ${ACTOR_ID_CASES.join(', ')}`,
    meaning:
      'Whether actor ids that differ only in case belong to different people. Set it to ignore if the issuer of tokens ignores case, as with most mail addresses. Default: exact.',
  },
  PROFILE_SCHEDULE: {
    schema: z.string().refine(isCron).default('0 */6 * * *'),
    expected: 'a cron expression of five fields that matches a future time',
    meaning:
      'When to look for the stale profiles of each tenant, in the time zone of its monitoring policy. Default: 0 */6 * * * (every 6 hours).',
  },
  PROFILE_TIMEOUT_SECONDS: {
    schema: wholeNumber(1, 3_600).default(60),
    expected: 'a whole number from 1 to 3600',
    meaning: 'Time limit for measuring one table. Default: 60.',
  },
  PROFILE_SESSIONS: {
    schema: wholeNumber(1, 16).default(2),
    expected: 'a whole number from 1 to 16',
    meaning:
      'Sessions that measure one large table at the same time, if it is in Postgres. An instance measures two tables at a time. Default: 2.',
  },
  PROFILE_SAMPLE_FROM_ROWS: {
    schema: wholeNumber(0, 1e12).optional(),
    expected: 'a whole number from 0 to 1000000000000',
    meaning:
      'Tables with more rows than this are measured by a sample, and their profiles say how far they may be off. Default: none.',
  },
  KEEP_TEXT_RANGE: {
    schema: flag,
    expected: 'true or false',
    meaning:
      'Whether profiles contain the least and the greatest text of each column of texts. They are values of rows, and everybody who may see a profile sees them. Default: false.',
  },
  EVENT_RETENTION_DAYS: {
    schema: wholeNumber(1, 36_500).optional(),
    expected: 'a whole number from 1 to 36500',
    meaning: 'Age from which events are removed from the log. Default: never.',
  },
  APPROVAL_POLICY: {
    schema: json.pipe(approvalPoliciesSchema).default({}),
    expected: 'JSON such as {"TIER1":{"approvers":2,"role":"ADMIN","dueDays":3}}',
    meaning:
      'For each tier, how many approvers a change needs, which role they need besides APPROVER, and in how many days the decision is due. Default: one approver, no other role, no due date.',
  },
  MONITORING_POLICY: {
    schema: json
      .pipe(
        policyChangeSchema.refine(
          (change) => issuesOfPolicy(changePolicy(defaultMonitoringPolicy(), change)).length === 0,
          'volumeLowPercent must be less than volumeHighPercent',
        ),
      )
      .default({}),
    expected: 'JSON such as {"tiers":[{"tier":"TIER1","staleAfterHours":24}],"timeZone":"Europe/Berlin"}',
    meaning:
      'The monitoring policy of tenants that have not approved one of their own, as what differs from the built-in one, in the form of MonitoringPolicyInput of the API. Its time zone is that of PROFILE_SCHEDULE for these tenants. Default: the built-in policy.',
  },
  MAX_ANSWER_BYTES: {
    schema: wholeNumber(10_000, 1_000_000_000).default(8 * 1024 * 1024),
    expected: 'a whole number from 10000 to 1000000000',
    meaning:
      'Maximum size in bytes of one response, and of one event of a subscription; a larger one fails with RESPONSE_TOO_LARGE. Default: 8388608 (8 MiB).',
  },
  DRAIN_DELAY_SECONDS: {
    schema: wholeNumber(0, 600).default(0),
    expected: 'a whole number from 0 to 600',
    meaning:
      'How long to continue serving after SIGTERM while /health/ready fails, so that a load balancer can redirect traffic first. Default: 0.',
  },
  WEBHOOK_ALLOW_PRIVATE: {
    schema: flag,
    expected: 'true or false',
    meaning:
      'Whether webhooks may use http:// and private addresses, for trials. Every ADMIN of every tenant can then send requests into the network of the server. Default: false.',
  },
  MAX_SOCKETS: {
    schema: wholeNumber(1, 1_000_000).default(10_000),
    expected: 'a whole number from 1 to 1000000',
    meaning: 'Maximum number of WebSockets of this instance; further ones are refused with 503. Default: 10000.',
  },
  MAX_UNACKNOWLEDGED_SOCKETS: {
    schema: wholeNumber(1, 1_000_000).default(1_000),
    expected: 'a whole number from 1 to 1000000',
    meaning:
      'Maximum number of WebSockets of this instance that have not yet sent a valid token; a further one closes the oldest of them. Default: 1000.',
  },
  MAX_EVENT_STREAMS: {
    schema: wholeNumber(1, 1_000_000).default(10_000),
    expected: 'a whole number from 1 to 1000000',
    meaning:
      'Maximum number of responses as Server-Sent Events of this instance at a time; further requests for one are refused with 503. Default: 10000.',
  },
  METRICS_TOKEN: {
    schema: z
      .string()
      .regex(/^[\x21-\x7e]{16,}$/)
      .optional(),
    expected: 'at least 16 printable ASCII characters',
    meaning:
      'Bearer token required for /metrics. Default: none; without authentication /metrics is open, otherwise it is disabled.',
    secret: true,
  },
  LOG_LEVEL: {
    schema: z.enum(LOG_LEVELS).default('info'),
    expected: `one of ${LOG_LEVELS.join(', ')}`,
    meaning: 'How much is logged. Default: info.',
  },
} as const satisfies Record<string, Setting>;

function isCron(text: string): boolean {
  if (text.trim().split(/\s+/).length !== 5) return false;
  try {
    // Some are well formed and never come, such as the 31st of April; only looking for one tells.
    cron.parseExpression(text, { utc: true }).next();
    return true;
  } catch {
    return false;
  }
}
