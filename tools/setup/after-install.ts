import { EmbeddedFailure } from '@tallystick/kernel/db/embedded-failure.ts'
import { installedPackage, linkLibraries } from '@tallystick/kernel/db/embedded-programs.ts'

// On a machine without an embedded PostgreSQL the program says so itself, unless DATABASE_URL makes it needless.
try {
  linkLibraries(installedPackage().native)
} catch (error) {
  if (!(error instanceof EmbeddedFailure)) throw error
  process.stderr.write(`${error.message}\n`)
}
