import { describe, expect, it } from 'vitest';

import type { EventLineFragment } from '../../../../dashboard/events/event-line.generated.ts';
import { eventSentence, sentenceText } from '../../../../dashboard/events/event-sentence.ts';
import { text } from '../../../../dashboard/text/text.ts';
import { SAMPLES } from './sample-events.ts';

const say = (event: EventLineFragment) => sentenceText(eventSentence(event));

describe('the sentence about an event', () => {
  it.each([
    ['due', 'Airports is due to be profiled.'],
    ['completed', 'Airports was profiled: score 96.8, grade A, 25,000 rows.'],
    ['failed', 'Airports could not be profiled.'],
    ['changed', 'Airports was changed, as anna requested: name, key columns of the dataset.'],
    ['approvedMetadata', 'The change of Airports is in force, approved by bert.'],
    ['deprecated', 'Airports is deprecated, as anna requested. airfields replaces it.'],
    ['kpiChanged', 'Airports was created, as anna requested.'],
    ['kpiApproved', 'The change of Airports is in force, approved by bert.'],
    ['refreshed', 'sales.transactions was refreshed: 1 row added or changed.'],
    ['degraded', 'The quality of Airports fell by 16.6 %.'],
    ['requested', 'anna asks to deprecate Airports.'],
    ['approved', 'bert approved the change of Airports.'],
    ['rejected', 'bert rejected the change of Airports.'],
  ] as const)('says of %s what happened', (name, sentence) => {
    expect(say(SAMPLES[name])).toBe(sentence);
  });

  it('is there for every type', () => {
    const types = Object.values(SAMPLES).map(({ type }) => type);
    expect(types.toSorted()).toEqual(Object.keys(text.eventTypes).toSorted());
  });

  it('names the entity as it was called in the event while it does not exist', () => {
    expect(say({ ...SAMPLES.requested, entity: null })).toBe('anna asks to deprecate airports.');
  });

  it('is cut where it names the entity, which it leads to', () => {
    expect(eventSentence(SAMPLES.kpiApproved)).toMatchObject({
      before: 'The change of ',
      name: 'Airports',
      after: ' is in force, approved by bert.',
      subject: { entityType: 'KPI', canonicalKey: 'airports' },
    });
    expect(eventSentence(SAMPLES.refreshed).subject).toBeUndefined();
  });

  it('leads to the request that it is about', () => {
    expect(eventSentence(SAMPLES.rejected).approvalId).toBe('apr_1');
    expect(eventSentence(SAMPLES.completed).approvalId).toBeUndefined();
  });

  it('says why, as far as that is known', () => {
    expect(eventSentence(SAMPLES.degraded).detail).toBe('The score fell from 99.9 to 83.3: uniqueness lost 50 points.');
    expect(eventSentence({ ...SAMPLES.degraded, explanation: null }).detail).toBe('The score fell from 99.9 to 83.3.');
    expect(eventSentence(SAMPLES.rejected).detail).toBe('Reason: Mend the data.');
    expect(eventSentence(SAMPLES.failed).detail).toBe('The table does not exist.');
    expect(eventSentence(SAMPLES.completed).detail).toBeUndefined();
  });
});
