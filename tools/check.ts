import { check, checkSources, finish, tests } from './steps.ts'

// What to run before a commit: everything that needs neither database nor browser. The tidy test is one of the unit
// tests.
finish([...(await checkSources()), await check('format', 'oxfmt', ['--check']), await tests('unit')])
