import type { Part } from './part.ts';
import { announcement } from './parts/announcement.ts';
import { commitMarker } from './parts/commit-marker.ts';
import { emit } from './parts/emit.ts';
import { entities } from './parts/entities.ts';
import { fanOut } from './parts/fan-out.ts';
import { growth } from './parts/growth.ts';
import { importing } from './parts/import.ts';
import { judging } from './parts/judging.ts';
import { lineage } from './parts/lineage.ts';
import { memory } from './parts/memory.ts';
import { profiling } from './parts/profiling.ts';
import { queries } from './parts/queries.ts';
import { resume } from './parts/resume.ts';
import { scheduler } from './parts/scheduler.ts';
import { selective } from './parts/selective.ts';
import { start } from './parts/start.ts';
import { twoInstances } from './parts/two-instances.ts';

/** Every part, in the order in which they run. */
export const PARTS: readonly Part[] = [
  fanOut,
  selective,
  memory,
  resume,
  start,
  twoInstances,
  queries,
  emit,
  profiling,
  judging,
  scheduler,
  growth,
  importing,
  lineage,
  entities,
  announcement,
  commitMarker,
];
