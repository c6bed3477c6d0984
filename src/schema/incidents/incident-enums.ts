import {
  INCIDENT_CAUSES,
  INCIDENT_RESOLUTIONS,
  INCIDENT_STATUSES,
  INCIDENT_STEP_KINDS,
} from '../../domain/incidents/incident.ts';
import { INCIDENT_ORDER_FIELDS } from '../../domain/incidents/incident-order.ts';
import { enumOf } from '../kit/enums.ts';

export const IncidentCauseEnum = enumOf('IncidentCause', INCIDENT_CAUSES, 'What is wrong with an entity.', {
  SCORE: 'Its quality score fell.',
  RULE: 'Too few values pass a business rule.',
  VOLUME: 'It has far fewer or far more rows than it had.',
  SCHEMA: 'A column of its table came, went or changed its type.',
  FRESHNESS: 'Its data was not refreshed for longer than usual.',
  PROFILE_FAILED: 'It cannot be profiled.',
});
export const IncidentStatusEnum = enumOf('IncidentStatus', INCIDENT_STATUSES, 'Status of an incident.', {
  OPEN: 'Nobody has taken notice of it yet, or its snooze is over.',
  ACKNOWLEDGED: 'Somebody has taken notice of it.',
  SNOOZED: 'Put off by somebody until a time.',
  RESOLVED: 'Over.',
});
export const IncidentResolutionEnum = enumOf('IncidentResolution', INCIDENT_RESOLUTIONS, 'How an incident ended.', {
  AUTO: 'The server saw that the trouble is over. Only the server resolves an incident so.',
  FIXED: 'Somebody repaired it.',
  FALSE_ALARM: 'There was no trouble.',
  ACCEPTED: 'It stays as it is.',
  DUPLICATE: 'It is part of another incident.',
});
export const IncidentStepKindEnum = enumOf('IncidentStepKind', INCIDENT_STEP_KINDS, 'What happened to an incident.', {
  OPENED: 'It was opened.',
  SEEN: 'It was seen again.',
  ATTACHED: 'It was found to belong to another one.',
  ACKNOWLEDGED: 'Somebody took notice of it.',
  ASSIGNED: 'It was assigned to somebody, or to nobody any more.',
  SNOOZED: 'It was put off until a time.',
  WOKEN: 'The time until which it was put off has come.',
  COMMENTED: 'Somebody commented on it.',
  RESOLVED: 'It was resolved.',
});
export const IncidentOrderFieldEnum = enumOf(
  'IncidentOrderField',
  INCIDENT_ORDER_FIELDS,
  'What incidents are sorted by.',
  {
    OPENED_AT: 'When they were opened.',
    LAST_SEEN_AT: 'When they were last seen.',
    SEVERITY: 'How grave they are, and those of one severity by when they were opened.',
  },
);
