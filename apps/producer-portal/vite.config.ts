import { measureFirstLoad } from '@tallystick/kit/build/first-load.ts'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the producer's pages into `build/producer-portal`; the back office shows them under `/producer/`. */
export default defineConfig({
  base: '/producer/',
  plugins: [react(), measureFirstLoad()],
  build: {
    outDir: '../../build/producer-portal',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { port: 5171, proxy: { '/v1': process.env['TALLYSTICK_URL'] ?? 'http://127.0.0.1:8080' } },
})
