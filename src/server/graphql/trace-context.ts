import type { SchemaParts } from '../../schema/kit/context.ts';
import { withTrace } from '../../store/log/with-trace.ts';

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const PATTERN = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const SAMPLED = 1;

/**
 * The trace that a traceparent names, in the format of version 00. Undefined for invalid text, because the
 * specification demands that an invalid header is ignored, not refused.
 */
export function parseTraceparent(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const [, version, traceId, parentId, flags = '', rest] = PATTERN.exec(text) ?? [];
  if (version === undefined || version === 'ff' || !traceId || !parentId) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined;
  if (version === '00') return rest === undefined ? text : undefined;
  // A future version may append something, and may define other flags.
  const sampled = Number.parseInt(flags, 16) & SAMPLED;
  return `00-${traceId}-${parentId}-0${sampled}`;
}

/** The parts for one request: what its mutations emit and send belongs to the trace of the request. */
export function partsInTrace(parts: SchemaParts, traceparent: string | undefined): SchemaParts {
  if (traceparent === undefined) return parts;
  return { ...parts, traceparent, unitOfWork: withTrace(parts.unitOfWork, traceparent) };
}
