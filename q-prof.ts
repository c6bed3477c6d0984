import { openRig } from './bench/rig/rig.ts';
import { measureSpaced } from './bench/rig/spaced.ts';
import { measureBurst } from './bench/rig/burst.ts';
import { untilLive } from './bench/rig/until-live.ts';
import { openBackends } from './bench/setup/backends.ts';
const sockets = Number(process.argv[2]), operations = Number(process.argv[3]), events = Number(process.argv[4]);
const lazy = openBackends(console.log);
const bench = { isFull: false, backends: lazy.open } as any;
{
  await using rig = await openRig((process.argv[5] ?? 'ours') as never, bench);
  await rig.client.open({ port: rig.program.port, sockets, operations });
  await untilLive(rig, sockets * operations);
  await measureBurst(rig, { events: 20, sockets, operations });
  console.log(await measureSpaced(rig, { events, perSecond: 12, sockets, operations, idleShare: 0.014 }));
}
process.exit(0);
