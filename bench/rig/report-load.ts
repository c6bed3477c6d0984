import type { Viewer } from '../../src/domain/viewer.ts';
import { reportDataRefresh, type ReportDataRefreshParts } from '../../src/workflow/events/report-data-refresh.ts';

export interface ReportLoad {
  tenants: number;
  /** Each reports again as soon as it is answered. */
  clients: number;
  durationMs: number;
}

export interface ReportedLoad {
  count: number;
  perSecond: number;
  /** Of this process, in milliseconds a report. */
  processorTime: number;
}

/** Every load under which reports are measured. */
export const REPORT_LOADS = [1, 50].flatMap((tenants) =>
  [1, 16, 64].map((clients) => ({
    name: `${tenants === 1 ? '1 tenant' : `${tenants} tenants`}, ${clients} at a time`,
    tenants,
    clients,
  })),
);

/** Reports for so long, for one tenant after the other. Each has made one report before. */
export async function reportUnderLoad(
  { tenants, clients, durationMs }: ReportLoad,
  report: (tenantId: string) => Promise<void>,
): Promise<ReportedLoad> {
  for (let tenant = 0; tenant < tenants; tenant++) await report(`tenant-${tenant}`);
  const startedAtMs = performance.now();
  const usage = process.cpuUsage();
  let count = 0;
  const client = async () => {
    while (performance.now() - startedAtMs < durationMs) await report(`tenant-${count++ % tenants}`);
  };
  await Promise.all(Array.from({ length: clients }, client));
  const { user, system } = process.cpuUsage(usage);
  return {
    count: count + tenants,
    perSecond: (count * 1000) / (performance.now() - startedAtMs),
    processorTime: (user + system) / 1000 / count,
  };
}

export const PAYLOAD = {
  entityUrn: 'urn:bench',
  service: { schema: 'a', table: 'b' },
  refreshType: 'full',
  rowsAffected: 1,
};

/** One report of a refresh; durable when it resolves. */
export async function reportOne(parts: ReportDataRefreshParts, tenantId: string): Promise<void> {
  const viewer: Viewer = {
    tenantId,
    actor: { actorId: 'bench', actorType: 'SYSTEM' },
    roles: ['PRODUCER'],
    sources: ['etl.pipeline'],
  };
  const outcome = await reportDataRefresh(parts, viewer, { source: 'etl.pipeline', payload: PAYLOAD });
  if (outcome.kind !== 'done') throw new Error(`refused: ${outcome.kind}`);
}
