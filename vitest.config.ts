import { defineConfig } from 'vitest/config'

/** Whatever needs the database, and whatever needs the browser; all the other tests are pure. */
const databaseTests = [
  '**/*.db.test.ts',
  'kernel/db/**/*.test.ts',
  'modules/**/operations/**/*.test.ts',
  'modules/**/store{,.*}.test.ts',
  'modules/**/store/**/*.test.ts',
  'transports/**/*.test.ts',
  'apps/back-office/**/*.test.ts',
]
const browserTests = ['e2e/**/*.test.ts']
const neverTests = ['**/node_modules/**', 'build/**', 'data/**']

/**
 * Three runs: `unit` (no input or output, one shared module graph), `db` (one embedded cluster for the run, one database
 * per file) and `browser` (the running apps with Chromium, one file after the other). All run on the pinned Node.
 */
export default defineConfig({
  test: {
    passWithNoTests: true,
    // The back office of the browser tests ends in order, with its database.
    teardownTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...neverTests, ...databaseTests, ...browserTests],
          pool: 'threads',
          isolate: false,
          testTimeout: 10_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'db',
          include: databaseTests,
          exclude: neverTests,
          globalSetup: ['kernel/testing/cluster.ts'],
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: browserTests,
          exclude: neverTests,
          globalSetup: ['e2e/testing/running-portals.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
