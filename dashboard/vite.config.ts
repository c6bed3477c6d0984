import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the server is that a page under development asks. */
const SERVER = process.env.SERVER_URL ?? 'http://127.0.0.1:4000';

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  base: command === 'build' ? '/dashboard/' : '/',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The policy of the page allows no `data:` URL but for images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    license: { fileName: 'third-party-licenses.md' },
    // For scripts/check-size.mjs, which says how large it is.
    manifest: 'manifest.json',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/graphql': { target: SERVER, ws: true },
      '/graphiql': SERVER,
      '/auth': SERVER,
    },
  },
}));
