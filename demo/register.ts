import { setTimeout as sleep } from 'node:timers/promises';

import type { Api } from './api.ts';
import type { NewEntity } from './governed-entities.ts';

const STEWARDS = ['anna', 'carla'] as const;
const APPROVERS = ['bert', 'dora'] as const;
const POLL_MS = 50;

/**
 * Has each entity that is not there yet requested by one person and approved by another, and waits until it is applied.
 * The groups are registered one after the other. What a killed process left half done is taken up where it stands.
 * @returns how many were registered
 */
export async function registerEntities(
  api: Api,
  groups: readonly (readonly NewEntity[])[],
  signal: AbortSignal,
): Promise<number> {
  let registered = 0;
  for (const group of groups) {
    signal.throwIfAborted();
    const isNew = await Promise.all(group.map((entity, index) => register(api, entity, index % 2, signal)));
    registered += isNew.filter(Boolean).length;
  }
  return registered;
}

async function register(api: Api, entity: NewEntity, pair: number, signal: AbortSignal): Promise<boolean> {
  if (await api.entity(entity)) return false;
  const { entityType, canonicalKey, change } = entity;
  const open = await api.openCreation(entity);
  const approvalId =
    open?.id ??
    (await api.requestChange(STEWARDS[pair] ?? 'anna', { entityType, canonicalKey, kind: 'CREATE', change }));
  if (open?.status !== 'APPROVED') await api.approve(APPROVERS[pair] ?? 'bert', approvalId, 'Part of the demo.');
  while (!(await api.entity(entity))) await sleep(POLL_MS, undefined, { signal });
  return true;
}
