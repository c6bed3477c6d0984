import { setTimeout as sleep } from 'node:timers/promises';

import type { Api } from './api.ts';
import type { NewEntity } from './data/governed-entities.ts';

const STEWARDS = ['anna', 'carla'] as const;
const APPROVERS = ['bert', 'dora'] as const;
const POLL_MS = 50;

/**
 * For each missing entity, has one person request it and another approve it, and waits until it is applied. The groups
 * are registered one after another. Continues what an interrupted run left half done.
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
