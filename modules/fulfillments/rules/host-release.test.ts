import { describe, expect, test } from 'vitest'
import { releaseFigures, releaseRefusal } from './host-release.ts'

const at = (text: string) => Temporal.Instant.from(text)
const now = at('2026-06-01T12:00:00Z')

describe('release of hosts', () => {
  test('[BEY-15] one in 90 days: the second waits until the first has left the period', () => {
    const limit = { count: 1, days: 90, coolDownDays: 0 }
    const used = [at('2026-05-01T12:00:00Z')]

    expect(releaseRefusal(limit, [], now)).toBeNull()
    expect(releaseRefusal(limit, used, now)).toMatchObject({
      code: 'host-release-exhausted',
      data: { limit: 1, days: 90, uses: 1, opensAt: '2026-07-30T12:00:00Z' },
    })
    expect(releaseRefusal(limit, used, at('2026-07-30T12:00:00Z'))).toBeNull()
    expect(releaseRefusal(limit, used, at('2026-07-30T11:59:59Z'))).not.toBeNull()
  })

  test('[BEY-15] the cool-down keeps the next one waiting although the period allows it', () => {
    const limit = { count: 3, days: 365, coolDownDays: 10 }
    const used = [at('2026-05-25T12:00:00Z')]

    expect(releaseRefusal(limit, used, now)).toMatchObject({
      code: 'host-release-cooling',
      data: { days: 10, opensAt: '2026-06-04T12:00:00Z' },
    })
    expect(releaseFigures(limit, used, at('2026-06-04T12:00:00Z'))).toEqual({
      uses: 1,
      left: 2,
      opensAt: null,
    })
  })

  test('[BEY-15] the later of both is what it says', () => {
    const limit = { count: 1, days: 5, coolDownDays: 10 }

    expect(releaseFigures(limit, [at('2026-05-30T12:00:00Z')], now).opensAt?.toString()).toBe(
      '2026-06-09T12:00:00Z',
    )
  })

  test('[BEY-15] a limit of nothing never opens', () => {
    expect(releaseRefusal({ count: 0, days: 90, coolDownDays: 3 }, [], now)?.code).toBe('host-release-off')
  })
})
