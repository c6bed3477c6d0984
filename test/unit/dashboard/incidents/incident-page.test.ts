import { describe, expect, it } from 'vitest';

import { explainIncidentRefusal } from '../../../../dashboard/incidents/page/explain-refusal.ts';
import { groupSteps } from '../../../../dashboard/incidents/page/group-steps.ts';
import { pointsAround } from '../../../../dashboard/incidents/page/points-around.ts';
import { snoozeUntil } from '../../../../dashboard/incidents/page/snooze-presets.ts';
import { type Step, stepText } from '../../../../dashboard/incidents/page/step-text.ts';

const step: Step = { kind: 'OPENED', actor: null, assignee: null, snoozedUntil: null, resolution: null };

describe('a snooze', () => {
  it('lasts four hours, until nine o’clock of the next day, or a week', () => {
    const now = new Date(2026, 2, 31, 16, 30);
    expect(snoozeUntil('hours', now)).toEqual(new Date(2026, 2, 31, 20, 30));
    expect(snoozeUntil('tomorrow', now)).toEqual(new Date(2026, 3, 1, 9));
    expect(snoozeUntil('week', now)).toEqual(new Date(2026, 3, 7, 16, 30));
  });
});

describe('a step of the history', () => {
  it('says who did what', () => {
    expect(stepText(step)).toEqual({ who: 'The server', did: 'opened it' });
    const anna = { ...step, actor: { actorId: 'anna' } };
    expect(stepText({ ...anna, kind: 'ASSIGNED', assignee: 'bert' })).toEqual({
      who: 'anna',
      did: 'assigned it to bert',
    });
    expect(stepText({ ...anna, kind: 'ASSIGNED' }).did).toBe('assigned it to nobody');
    expect(stepText({ ...anna, kind: 'RESOLVED', resolution: 'FALSE_ALARM' }).did).toBe('resolved it: false alarm');
    expect(stepText({ ...step, kind: 'RESOLVED', resolution: 'AUTO' }).did).toBe('saw that the trouble is over');
  });

  it('is one entry with those of the same kind around it, if it only says that it was seen again', () => {
    const kinds = (['OPENED', 'SEEN', 'SEEN', 'COMMENTED', 'COMMENTED', 'SEEN'] as const).map((kind, number) => ({
      kind,
      number,
    }));
    expect(groupSteps(kinds).map(({ step: { number }, count }) => [number, count])).toEqual([
      [0, 1],
      [2, 2],
      [3, 1],
      [4, 1],
      [5, 1],
    ]);
    expect(stepText({ ...step, kind: 'SEEN' }, 2).did).toBe('saw it 2 times, last');
  });
});

describe('what was refused', () => {
  it('is explained by what somebody else has done, by the issues, or as the server said it', () => {
    const message = 'It is resolved.';
    expect(explainIncidentRefusal({ message, currentIncident: { status: 'RESOLVED' } })).toMatch(/it is resolved now/);
    expect(explainIncidentRefusal({ message, issues: [{ message: 'too long' }] })).toBe('too long');
    expect(explainIncidentRefusal({ message })).toBe(message);
  });
});

describe('the profiles of the chart', () => {
  it('are some before the opening, and some after the end', () => {
    const points = Array.from({ length: 100 }, (_, index) => ({ atMs: index }));
    const shown = pointsAround(points, 50, 60);
    expect([shown[0]?.atMs, shown.at(-1)?.atMs]).toEqual([30, 70]);
    expect(pointsAround(points, 50, undefined).at(-1)?.atMs).toBe(99);
    expect(pointsAround(points, 1_000, undefined)).toHaveLength(20);
  });
});
