import { afterEach, describe, expect, test, vi } from 'vitest'
import { isUuid, newId } from './ids.ts'

afterEach(() => void vi.useRealTimers())

describe('keys', () => {
  test('[BEY-02] keys are in the order in which they were made, however many fall into a millisecond', () => {
    const keys = Array.from({ length: 20_000 }, newId)

    expect(keys.toSorted()).toEqual(keys)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('[BEY-02] the order holds when the clock is set back, and in a millisecond that is full', () => {
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] })
    const before = newId()
    vi.setSystemTime(Date.now() - 30_000)
    const keys = [before, ...Array.from({ length: 5000 }, newId)]

    expect(keys.toSorted()).toEqual(keys)
  })

  test('[BEY-02] a key is a UUID of version 7 that tells its millisecond', () => {
    vi.useFakeTimers({ now: Date.now() + 120_000, toFake: ['Date'] })
    const key = newId()

    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(isUuid(key)).toBe(true)
    expect(Number.parseInt(key.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.now())
  })
})
