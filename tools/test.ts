import { HOW_TO_GET_ONE, NO_BROWSER, provideBrowser } from './browser.ts'
import { type Outcome, checkSources, finish, heading, tests } from './steps.ts'

// The whole truth about a checkout, in the order in which it is cheapest to fail: types, lint, generated files, pure
// tests, tests with the database, tests in the browser. Ends with "N passed, N failed".
finish([...(await checkSources()), await tests('unit'), await tests('db'), await browserTests()])

async function browserTests(): Promise<Outcome> {
  if (process.env.TALLYSTICK_BROWSER === NO_BROWSER) {
    heading('browser tests are left out, because TALLYSTICK_BROWSER=none')
    return { passed: 0, failed: 0 }
  }
  const browser = provideBrowser()
  if (browser !== null) {
    process.env.TALLYSTICK_BROWSER = browser
    return tests('browser')
  }
  heading('browser tests')
  console.log(HOW_TO_GET_ONE)
  return { passed: 0, failed: 1 }
}
