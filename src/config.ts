import type * as z from 'zod';

import { authOf, claimMappingOf } from './auth-config.ts';
import { ConfigError } from './config-error.ts';
import type { ActorIdCase } from './domain/actor-id.ts';
import type { ApprovalPolicies } from './domain/approvals/approval-policy.ts';
import type { WarehouseAccess } from './domain/datasets/table-access.ts';
import { defaultMonitoringPolicy, type MonitoringPolicy } from './domain/monitoring/monitoring-policy.ts';
import { changePolicy } from './domain/monitoring/policy-change.ts';
import type { AuthConfig } from './server/authentication/authenticate.ts';
import type { ClaimMapping } from './server/authentication/claim-mapping.ts';
import type { HttpLimits } from './server/http/plain-server.ts';
import type { Setting } from './setting.ts';
import { type LogLevel, RUN_PARTS, type RunPart, SETTINGS } from './settings.ts';

type SettingName = keyof typeof SETTINGS;
type Values = { [N in SettingName]: z.output<(typeof SETTINGS)[N]['schema']> };

export interface Config {
  host: string;
  port: number;
  run: readonly RunPart[];
  httpLimits: HttpLimits;
  corsOrigins: readonly string[];
  dataDir: string;
  databaseUrl: string | undefined;
  databasePoolSize: number;
  databaseWorkPoolSize: number;
  redisUrl: string | undefined;
  warehouseUrl: string | undefined;
  /** Which tables each tenant may use; undefined: all share all. */
  warehouseAccess: WarehouseAccess | undefined;
  auth: AuthConfig;
  claims: ClaimMapping;
  actorIdCase: ActorIdCase;
  profileSchedule: string;
  profileTimeoutSeconds: number;
  profileSessions: number;
  profileSampleFromRows: number | undefined;
  keepsTextRange: boolean;
  eventRetentionDays: number | undefined;
  approvalPolicies: ApprovalPolicies;
  /** Of tenants that have none of their own. */
  monitoringPolicy: MonitoringPolicy;
  maxAnswerBytes: number;
  drainDelaySeconds: number;
  webhookAllowPrivate: boolean;
  maxSockets: number;
  maxUnacknowledgedSockets: number;
  maxEventStreams: number;
  metricsToken: string | undefined;
  logLevel: LogLevel;
}

/**
 * The settings in an environment. Empty variables count as not set.
 * @throws ConfigError that names the variable, what it was and what is expected
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const values = Object.fromEntries(
    Object.entries<Setting>(SETTINGS).map(([name, { schema, expected, secret }]) => {
      const raw = env[name] === '' ? undefined : env[name];
      const parsed = schema.safeParse(raw);
      if (!parsed.success) {
        const value = secret ? '(hidden)' : JSON.stringify(raw);
        throw new ConfigError(`${name} is ${value}, expected ${expected}${faultIn(parsed.error)}`);
      }
      return [name, parsed.data];
    }),
  ) as Values;
  const auth = authOf(values);
  if (values.REDIS_URL !== undefined && values.DATABASE_URL === undefined) {
    throw new ConfigError('REDIS_URL is set, expected DATABASE_URL as well: the embedded store supports one instance');
  }
  if (values.RUN.length < RUN_PARTS.length && values.DATABASE_URL === undefined) {
    throw new ConfigError(
      `RUN is ${JSON.stringify(env.RUN)}, expected DATABASE_URL as well: the embedded store supports one instance, which runs all`,
    );
  }
  const { WAREHOUSE_ACCESS: access = {}, WAREHOUSE_URL: warehouseUrl = values.DATABASE_URL } = values;
  const [tenant] = Object.entries(access).find(([, { role }]) => role !== undefined) ?? [];
  if (tenant !== undefined && warehouseUrl === undefined) {
    throw new ConfigError(
      `WAREHOUSE_ACCESS names a role for ${tenant}, expected WAREHOUSE_URL or DATABASE_URL as well: the embedded store has no roles`,
    );
  }
  return {
    host: values.HOST ?? (auth.kind === 'none' ? '127.0.0.1' : '0.0.0.0'),
    port: values.PORT,
    run: values.RUN,
    httpLimits: {
      maxConnections: values.MAX_CONNECTIONS,
      requestTimeoutSeconds: values.REQUEST_TIMEOUT_SECONDS,
      keepAliveSeconds: values.KEEP_ALIVE_SECONDS,
    },
    corsOrigins: values.CORS_ORIGINS,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    databaseWorkPoolSize: values.DATABASE_WORK_POOL_SIZE,
    redisUrl: values.REDIS_URL,
    warehouseUrl: values.WAREHOUSE_URL,
    warehouseAccess: values.WAREHOUSE_ACCESS,
    auth,
    claims: claimMappingOf(values),
    actorIdCase: values.ACTOR_ID_CASE,
    profileSchedule: values.PROFILE_SCHEDULE,
    profileTimeoutSeconds: values.PROFILE_TIMEOUT_SECONDS,
    profileSessions: values.PROFILE_SESSIONS,
    profileSampleFromRows: values.PROFILE_SAMPLE_FROM_ROWS,
    keepsTextRange: values.KEEP_TEXT_RANGE,
    eventRetentionDays: values.EVENT_RETENTION_DAYS,
    approvalPolicies: values.APPROVAL_POLICY,
    monitoringPolicy: { version: 0, ...changePolicy(defaultMonitoringPolicy(), values.MONITORING_POLICY) },
    maxAnswerBytes: values.MAX_ANSWER_BYTES,
    drainDelaySeconds: values.DRAIN_DELAY_SECONDS,
    webhookAllowPrivate: values.WEBHOOK_ALLOW_PRIVATE,
    maxSockets: values.MAX_SOCKETS,
    maxUnacknowledgedSockets: values.MAX_UNACKNOWLEDGED_SOCKETS,
    maxEventStreams: values.MAX_EVENT_STREAMS,
    metricsToken: values.METRICS_TOKEN,
    logLevel: values.LOG_LEVEL,
  };
}

/** Where in a value of several parts the fault is; nothing for a plain one. */
function faultIn({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue && issue.path.length > 0 ? ` (${issue.path.join('.')}: ${issue.message})` : '';
}
