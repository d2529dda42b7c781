import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the customers' pages into `build/end-user-portal`; the back office shows them under `/portal/`. */
export default defineConfig({
  base: '/portal/',
  plugins: [react()],
  build: {
    outDir: '../../build/end-user-portal',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { port: 5172, proxy: { '/v1': process.env['TALLYSTICK_URL'] ?? 'http://127.0.0.1:7080' } },
})
