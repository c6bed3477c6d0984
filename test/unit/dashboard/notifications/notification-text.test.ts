import { describe, expect, it } from 'vitest';

import { notificationText, notificationTitle } from '../../../../dashboard/notifications/notification-text.ts';
import type { NotificationLineFragment } from '../../../../dashboard/notifications/notifications.generated.ts';
import { SAMPLES } from '../events/sample-events.ts';

function notificationOf(changes: Partial<NotificationLineFragment>): NotificationLineFragment {
  return {
    __typename: 'Notification',
    id: 'ntf_1',
    cursor: '1',
    kind: 'PROFILE_FAILED',
    title: 'The profile of airports failed',
    text: 'airports (metadata, tier 1) could not be profiled.',
    createdAt: '2026-01-31T12:00:00.000Z',
    readAt: null,
    canonicalKey: 'airports',
    entityType: 'METADATA',
    entity: null,
    incident: null,
    event: null,
    ...changes,
  };
}

describe('a notification', () => {
  it('says what its event says, which names the entity', () => {
    const failed = notificationOf({ event: SAMPLES.failed });
    expect(notificationTitle(failed)).toBe('Airports could not be profiled.');
    expect(notificationText(failed).title.subject).toMatchObject({ canonicalKey: 'airports' });
  });

  it('says what the server said if its event is no longer in the log', () => {
    const old = notificationOf({});
    expect(notificationTitle(old)).toBe('The profile of airports failed');
    expect(notificationText(old).detail).toBe('airports (metadata, tier 1) could not be profiled.');
  });

  it('of something upstream says with the server what that affects', () => {
    const upstream = notificationOf({ kind: 'IMPACT', event: SAMPLES.degraded, text: 'It affects flights.' });
    expect(notificationTitle(upstream)).toBe('The quality of Airports fell by 16.6 %.');
    expect(notificationText(upstream).detail).toBe('It affects flights.');
  });

  it('of an incident says what the server said, whatever led to it', () => {
    const opened = notificationOf({ kind: 'INCIDENT_OPENED', event: SAMPLES.completed, title: 'A rule fails' });
    expect(notificationTitle(opened)).toBe('A rule fails');
    const fallen = notificationOf({ kind: 'QUALITY_DEGRADED', event: SAMPLES.completed, title: 'It fell' });
    expect(notificationTitle(fallen)).toBe('It fell');
  });

  it('of a decision says the comment, and of a deprecation the reason', () => {
    const { approved, deprecated } = SAMPLES;
    const payload = { ...approved.payload, approvalComment: 'Good.' };
    expect(
      notificationText(notificationOf({ kind: 'APPROVAL_APPROVED', event: { ...approved, payload } })).detail,
    ).toBe('Comment: Good.');
    const reason = { ...deprecated.payload, deprecationReason: 'Counted twice.' };
    expect(
      notificationText(notificationOf({ kind: 'DEPRECATED', event: { ...deprecated, payload: reason } })).detail,
    ).toBe('Reason: Counted twice.');
  });
});
