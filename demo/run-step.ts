import type { Database } from '../src/store/database/sql.ts';
import type { Api } from './api.ts';
import { DATASETS, type Datasets } from './data/datasets.ts';
import { loadSlice, slicedRows } from './data/warehouse.ts';
import { type DayPosition, moveDayPosition } from './day-position.ts';
import type { DecideStep, LoadStep, RequestStep, Step } from './working-day.ts';

export interface RunStepParts {
  warehouse: Database;
  datasets: Datasets;
  api: Api;
  /** How far the day had come when it was opened; each step advances it. */
  position: DayPosition;
}

/**
 * Runs the step of that number. The last step begun may be run again, however much of it was done: its rows are loaded
 * once, its refresh is recognised as a duplicate, and a request that is open or decided is left alone.
 * @throws RefusedError when the server refuses what the step requests
 */
export async function runStep(parts: RunStepParts, number: number, step: Step): Promise<void> {
  const { warehouse, datasets, api, position } = parts;
  const isNew = number > position.step;
  if (isNew) {
    if (step.kind === 'load') await loadSlice(warehouse, datasets, step, (sql) => moveDayPosition(sql, number));
    else await moveDayPosition(warehouse, number);
    position.step = number;
  }
  switch (step.kind) {
    case 'load':
      await report(parts, number, step);
      break;
    case 'request':
      await request(api, step);
      break;
    case 'approve':
    case 'reject':
      await decide(api, step);
      break;
    case 'profile':
      if (isNew) await api.requestProfile(step.by, { ...step.entity, priority: step.priority });
  }
}

async function report({ api, datasets, position }: RunStepParts, number: number, step: LoadStep): Promise<void> {
  const { dataset, refreshType } = step;
  const [schema = '', table = ''] = dataset.split('.');
  await api.reportRefresh(DATASETS[dataset].producer, {
    eventId: `demo-${position.run}-${number}`,
    entityUrn: `urn:demo:dataset:${dataset}`,
    schema,
    table,
    rowsAffected: slicedRows(datasets, step).length,
    refreshType,
  });
}

async function request(api: Api, { entity: name, by, change, comment }: RequestStep): Promise<void> {
  const entity = await api.entity(name);
  if (!entity || entity.pendingApproval) return;
  await api.requestChange(by, { ...name, kind: 'UPDATE', expectedVersion: entity.version, change, comment });
}

async function decide(api: Api, { kind, entity: name, requestedBy, by, comment }: DecideStep): Promise<void> {
  const pending = (await api.entity(name))?.pendingApproval;
  if (pending?.requestedBy.actorId !== requestedBy) return;
  if (kind === 'approve') await api.approve(by, pending.id, comment);
  else await api.reject(by, pending.id, comment);
}
