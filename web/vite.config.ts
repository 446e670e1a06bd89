import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

// Every island is one entry with a fixed name, so that a page rendered on the server can name it; what an entry loads later
// carries its hash and may be kept by the browser for good.
export default defineConfig({
  base: '/island/',
  plugins: [solid()],
  publicDir: false,
  build: {
    outDir: '../src/Gridwork.Server/wwwroot/island',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // A data: address would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
    rollupOptions: {
      // The engine's WebAssembly loader holds an eval for dynamic libraries; nothing here reaches it, and the page's policy forbids it.
      checks: { eval: false },
      input: {
        'field-form': 'src/field-form/field-form.tsx',
        map: 'src/map/map.ts',
        // A worker from a file of ours: the page's policy allows no other.
        'map-worker': 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs',
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => id.includes('/xforms-engine/')) ? 'chunks/xforms-engine-[hash].js' : 'chunks/[name]-[hash].js',
        assetFileNames: '[name][extname]',
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    environment: 'node',
  },
});
