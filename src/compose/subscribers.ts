import { approvalSubscriber } from '../subscribers/approval-subscriber.ts';
import { impactSubscriber } from '../subscribers/impact-subscriber.ts';
import { incidentSubscriber } from '../subscribers/incidents/incident-subscriber.ts';
import { notificationSubscriber } from '../subscribers/notification-subscriber.ts';
import { profileSubscriber } from '../subscribers/profile-subscriber.ts';
import { profileChangeSubscriber } from '../subscribers/profiling/profile-change-subscriber.ts';
import { qualitySubscriber } from '../subscribers/quality-subscriber.ts';
import { webhookSubscriber } from '../subscribers/webhook-subscriber.ts';

/** Every subscriber. One that is not listed here gets no events. */
export const SUBSCRIBERS = [
  profileSubscriber,
  profileChangeSubscriber,
  qualitySubscriber,
  approvalSubscriber,
  impactSubscriber,
  incidentSubscriber,
  notificationSubscriber,
  webhookSubscriber,
] as const;
