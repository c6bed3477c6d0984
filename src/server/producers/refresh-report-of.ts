import type * as z from 'zod';

import { MINUTE_MS } from '../../domain/time-units.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { EVENT_TYPES } from '../../events/schemas/catalogue.ts';
import { cloudEventSchema } from '../../events/schemas/cloud-event.ts';
import type { RefreshReport } from '../../workflow/events/report-data-refresh.ts';
import { issuesOf } from '../../workflow/outcome.ts';
import { parseTraceparent } from '../graphql/trace-context.ts';
import { type Problem, problem } from '../http/problem.ts';

/** More than clocks differ, and less than an error in the time zone. */
const MAX_AHEAD_MS = 5 * MINUTE_MS;

/** The report in a CloudEvent, or why it is refused. An event without a trace belongs to that of its request. */
export function refreshReportOf(
  raw: unknown,
  { viewer, now, traceparent }: { viewer: Viewer; now: Date; traceparent: string | undefined },
): { report: RefreshReport } | { problem: Problem } {
  const attributes = attributesOf(raw);
  if (!(attributes instanceof Map)) return attributes;
  const parsed = cloudEventSchema.safeParse(Object.fromEntries(attributes));
  if (!parsed.success) return malformed(parsed.error);
  const { id, source, type, time, tenantid, correlationid, data } = parsed.data;

  if (type !== 'data.refreshed') {
    const reason = EVENT_TYPES.some((known) => known === type)
      ? `Only this server emits ${type}.`
      : 'This type is unknown.';
    return problem('type-not-reportable', `${reason} Producers can report data.refreshed.`);
  }
  if (tenantid !== undefined && tenantid !== viewer.tenantId) {
    return problem('foreign-tenant', 'tenantid must be the tenant of the token, or left out.');
  }
  if (time && time.getTime() > now.getTime() + MAX_AHEAD_MS) {
    return problem('malformed-event', 'The time of the event is in the future.', {
      issues: [{ path: ['time'], message: 'must not be in the future' }],
    });
  }
  return {
    report: {
      source,
      payload: data,
      eventId: id,
      createdAt: time,
      correlationId: correlationid,
      traceparent: parseTraceparent(parsed.data.traceparent) ?? traceparent,
    },
  };
}

/**
 * A null counts as left out, as the JSON format demands. A name that breaks the rules is an error, not an extension.
 */
function attributesOf(raw: unknown): Map<string, unknown> | { problem: Problem } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return problem('malformed-event', 'An event must be an object.');
  }
  const attributes = Object.entries(raw).filter(([, value]) => value !== null);
  const misnamed = attributes.find(([name]) => !/^[a-z0-9]{1,50}$/.test(name));
  if (misnamed) {
    const hint =
      misnamed[0] === 'data_base64'
        ? 'The data must be JSON, in the member data.'
        : 'Attribute names must consist of lower-case letters and digits.';
    return problem('malformed-event', hint, { issues: [{ path: [misnamed[0].slice(0, 50)], message: hint }] });
  }
  return new Map(attributes);
}

function malformed(error: z.ZodError): { problem: Problem } {
  return problem('malformed-event', 'The attributes are not those of a CloudEvent 1.0.', {
    issues: issuesOf(error),
  });
}
