import { rmSync, mkdirSync, cpSync } from 'node:fs';
import { unpackTar } from './src/store/database/embedded/unpack-tar.ts';
import { openPglite } from './src/store/database/embedded/pglite.ts';
import { migrate } from './src/store/database/migrate.ts';
import { openInstance } from './src/compose/instance.ts';
import { loadConfig } from './src/config.ts';
import { createReadStream } from 'node:fs'; import { createGunzip } from 'node:zlib'; import { pipeline } from 'node:stream/promises';
rmSync('/tmp/st/y',{recursive:true,force:true});
let t=performance.now(); const lap=(n:string)=>{ const x=performance.now(); console.log(n, Math.round(x-t)); t=x; };
await pipeline(createReadStream('dist/template/store-template-pglite-0.5.16.tar.gz'), createGunzip(), (c: AsyncIterable<Buffer>)=>unpackTar(c,'/tmp/st/y')); lap('unpack');
for (const k of ['first','again']) {
const db = await openPglite({dataDir:'/tmp/st/y'}); lap(k+' open');
await db.query('select 1'); lap('select');
await migrate(db); lap('migrate');
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
let n=0, slow:[number,string][]=[]; const q=db.query, e=db.exec, tr=db.transaction;
const inst = await openInstance(loadConfig({}), {logger, database: {...db, close:async()=>{}, query: async (a,b,c)=>{const s=performance.now(); const r=await q(a,b,c); slow.push([Math.round(performance.now()-s),a.slice(0,90).replace(/\s+/g,' ')]); return r;}, exec: async(a)=>{const s=performance.now(); await e(a); slow.push([Math.round(performance.now()-s),'exec '+a.slice(0,90).replace(/\s+/g,' ')]);}}}); lap('instance');
slow.sort((a,b)=>b[0]-a[0]); console.log(slow.length, slow.slice(0,8));
await inst[Symbol.asyncDispose](); lap('dispose'); await db.close(); lap('close');
}
