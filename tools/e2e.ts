import { HOW_TO_GET_ONE, provideBrowser } from './browser.ts'
import { finish, tests } from './steps.ts'

// The journeys through the running apps; words after the command choose files or titles, as for vitest.
const browser = provideBrowser()
if (browser === null) {
  console.log(HOW_TO_GET_ONE)
  process.exitCode = 1
} else {
  process.env.TALLYSTICK_BROWSER = browser
  finish([await tests('browser', process.argv.slice(2))])
}
