import type * as z from 'zod';

import { type Event, EVENT_TYPES, eventSchema } from './catalogue.ts';
import { payloadVersionOf } from './payload-versions.ts';

type Issue = z.core.$ZodIssue;
type UnknownKeys = Extract<Issue, { code: 'unrecognized_keys' }>;

/**
 * An event that the log has, or that another instance sends; undefined if it cannot be read. As strict as writing is, but
 * for one thing: what a newer minor version of the payload has added is left out, because instances of both versions serve
 * together during a rolling upgrade.
 */
export function readEvent(value: unknown): Event | undefined {
  const { data, error } = eventSchema.safeParse(value);
  if (!error) return data;
  const { issues } = error;
  if (!issues.every(isAddition) || !hasNewerMinorVersion(value)) return undefined;
  const known = structuredClone(value);
  for (const { path, keys } of issues) {
    const within = path.reduce((outer: unknown, name) => memberOf(outer, name), known);
    if (typeof within !== 'object' || within === null) return undefined;
    for (const key of keys) Reflect.deleteProperty(within, key);
  }
  return eventSchema.safeParse(known).data;
}

function isAddition(issue: Issue): issue is UnknownKeys {
  return issue.code === 'unrecognized_keys' && issue.path[0] === 'payload';
}

function hasNewerMinorVersion(event: unknown): boolean {
  const type = EVENT_TYPES.find((known) => known === memberOf(event, 'type'));
  const version = memberOf(event, 'version');
  if (!type || typeof version !== 'string') return false;
  const [major = 0, minor = 0] = numbersOf(version);
  const [knownMajor = 0, knownMinor = 0] = numbersOf(payloadVersionOf(type));
  return major === knownMajor && minor > knownMinor;
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number);
}

function memberOf(value: unknown, name: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
