import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

import { CLOUD_EVENT_BATCH_TYPE, CLOUD_EVENT_TYPE, JSON_MEDIA_TYPE } from '../../events/schemas/cloud-event.ts';
import { type Problem, problem } from '../http/problem.ts';

/**
 * How events are encoded in a request:
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export type ContentMode = 'structured' | 'binary' | 'batch';

/** What was sent for an event: it is valid JSON, and nothing else is known of it. */
export type RawEvents = { mode: 'structured' | 'binary'; event: unknown } | { mode: 'batch'; events: unknown[] };

const PREFIX = 'ce-';

/*
 * The SDK's own parser is not used, because it invents an id and a time if they are missing, so that no duplicate is
 * ever recognised; accepts other versions of the specification; decodes neither base64 nor percent-encoding; accepts
 * any type that begins like the right one; and refuses a whole batch because of one event.
 */

/** @returns a problem if the headers announce no form of CloudEvents that is read here */
export function contentModeOf({ headers }: Pick<IncomingMessage, 'headers'>): ContentMode | { problem: Problem } {
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const isUtf8 = parameters.every((part) => !part.startsWith('charset=') || /^charset="?utf-8"?$/.test(part));
  if (isUtf8 && headers['content-encoding'] === undefined) {
    if (type === CLOUD_EVENT_TYPE) return 'structured';
    if (type === CLOUD_EVENT_BATCH_TYPE) return 'batch';
    const isUnknownFormat = type.startsWith('application/cloudevents');
    if (JSON_MEDIA_TYPE.test(type) && !isUnknownFormat && hasAttributes(headers)) return 'binary';
  }
  return problem(
    'unsupported-media-type',
    `Send ${CLOUD_EVENT_TYPE}, ${CLOUD_EVENT_BATCH_TYPE}, or application/json with ce- headers, in UTF-8 and not compressed.`,
  );
}

/** @returns a problem if the body is not JSON of the form that its mode requires */
export function readCloudEvents(
  request: Pick<IncomingMessage, 'headersDistinct'>,
  mode: ContentMode,
  body: Buffer,
): RawEvents | { problem: Problem } {
  const json = parseJson(body);
  if (!json) return problem('malformed-event', 'The body is not valid JSON in UTF-8.');
  if (mode === 'batch') {
    if (!Array.isArray(json.value)) return problem('malformed-event', 'A batch must be an array of events.');
    return { mode, events: json.value };
  }
  if (mode === 'structured') return { mode, event: json.value };
  const attributes = attributesOf(request.headersDistinct);
  return attributes instanceof Map
    ? { mode, event: { ...Object.fromEntries(attributes), data: json.value } }
    : attributes;
}

function hasAttributes(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => name.startsWith(PREFIX));
}

function attributesOf(headers: NodeJS.Dict<string[]>): Map<string, string> | { problem: Problem } {
  const attributes = new Map<string, string>();
  for (const [header, values = []] of Object.entries(headers)) {
    if (!header.startsWith(PREFIX)) continue;
    const name = header.slice(PREFIX.length);
    const value = values.length === 1 ? decode(values[0] ?? '') : undefined;
    if (value === undefined || name === 'data' || name === 'datacontenttype') {
      return problem('malformed-event', `The header ${header} does not conform to the HTTP binding of CloudEvents.`);
    }
    attributes.set(name, value);
  }
  return attributes;
}

/** Undefined for an invalid value: not ASCII, or a percent sign that encodes nothing. */
function decode(value: string): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(value)) return undefined;
  const text = /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parseJson(body: Buffer): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown };
  } catch {
    return undefined;
  }
}
