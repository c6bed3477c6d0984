import { readFileSync } from 'node:fs';

interface Times {
  busy: number;
  total: number;
}

/** Of the server's core and the client's: 0 and 1, where processes are placed. */
export interface CoreTimes {
  server: Times;
  client: Times;
}

/** Undefined where there is no /proc, or a single core. */
export function readCores(): CoreTimes | undefined {
  try {
    const text = readFileSync('/proc/stat', 'latin1');
    const [server, client] = [timesOf(text, 'cpu0'), timesOf(text, 'cpu1')];
    return server && client && { server, client };
  } catch {
    return undefined;
  }
}

export function shareBusy(before: Times, after: Times): number {
  return after.total === before.total ? 0 : (after.busy - before.busy) / (after.total - before.total);
}

/** A line is: name, user, nice, system, idle, waiting for disks, interrupts, soft interrupts, stolen. */
function timesOf(text: string, name: string): Times | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  if (line === undefined) return undefined;
  const times = line.trim().split(/\s+/).slice(1, 9).map(Number);
  const total = times.reduce((sum, time) => sum + time, 0);
  return { busy: total - (times[3] ?? 0) - (times[4] ?? 0), total };
}
