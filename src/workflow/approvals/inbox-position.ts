import { createHash } from 'node:crypto';

import type { StepHead } from '../../domain/approvals/approval-step.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { AppError } from '../../errors.ts';
import { positionExpired } from '../watch-numbered.ts';

const PATTERN = /^inbox\.([0-9a-f]{32})\.(0|[1-9][0-9]{0,15})\.([0-9a-f]{16})$/;

/**
 * A position in an inbox, in the opaque form that clients see. It belongs to the viewer with these roles: with other
 * roles, the inbox differs, and earlier changes would be missing.
 */
export function encodeInboxPosition({ epoch, number }: StepHead, viewer: Viewer): string {
  const text = `inbox.${epoch.replaceAll('-', '')}.${number}.${ownerOf(viewer)}`;
  return Buffer.from(text).toString('base64url');
}

/**
 * The number after which to continue.
 * @throws AppError BAD_USER_INPUT for an invalid position, CURSOR_EXPIRED for one of another epoch, of another viewer,
 *   or of other roles
 */
export function decodeInboxPosition(position: string, head: StepHead, viewer: Viewer): number {
  const text = position.length <= 120 ? Buffer.from(position, 'base64url').toString('latin1') : '';
  const [, epoch, digits, owner] = PATTERN.exec(text) ?? [];
  const number = Number(digits);
  if (!epoch || !Number.isSafeInteger(number)) {
    throw new AppError('BAD_USER_INPUT', 'This is not a position of the approvers’ inbox.');
  }
  const isHonourable = epoch === head.epoch.replaceAll('-', '') && number <= head.number && owner === ownerOf(viewer);
  if (!isHonourable) throw positionExpired();
  return number;
}

function ownerOf({ tenantId, actor, roles }: Viewer): string {
  const owner = JSON.stringify([tenantId, actor.actorId, [...roles].sort()]);
  return createHash('sha256').update(owner).digest('hex').slice(0, 16);
}
