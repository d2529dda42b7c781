import { implementLong } from '@tallystick/kernel/operation/implement.ts'
import { compareBooks, readLineages, type CopiesDifference } from '../store/copies-audit.ts'
import { auditCopies, type CopiesAuditReport } from './audit-copies.contract.ts'

/** Line items in one statement: short enough that nobody waits for it, long enough to be worth a round trip. */
const STRETCH = 5000

/** Differences that the report names; whoever has more has another problem than a long list. */
const NAMED_MAX = 1000

const FIRST_KEY = '00000000-0000-0000-0000-000000000000'

/** Reads only, so a run that is killed simply begins again. */
export default implementLong(auditCopies, async (work): Promise<CopiesAuditReport | null> => {
  const { lineItems: total, moved, brought } = await work.read(readLineages)
  const found: CopiesDifference[] = []
  let after: string | null = FIRST_KEY
  let done = 0
  let differences = moved === brought ? 0 : 1
  while (after !== null) {
    if (work.isStopped()) return null
    const key: string = after
    const stretch = await work.read((ctx) => compareBooks(ctx, key, STRETCH))
    differences += stretch.differences.length
    found.push(...stretch.differences.slice(0, NAMED_MAX - found.length))
    done += stretch.lineItems
    after = stretch.lineItems < STRETCH ? null : stretch.last
    await work.progress(done, Math.max(total, done))
  }
  return { lineItems: done, differences, found, moved, brought }
})
