import type { Part } from './part.ts';
import { announcement } from './parts/announcement.ts';
import { commitMarker } from './parts/commit-marker.ts';
import { fanOut } from './parts/fan-out.ts';
import { memory } from './parts/memory.ts';
import { resume } from './parts/resume.ts';
import { selective } from './parts/selective.ts';

/** Every part, in the order in which they run. */
export const PARTS: readonly Part[] = [fanOut, selective, memory, resume, announcement, commitMarker];
