import { readdirSync, readFileSync } from 'node:fs'
import { hostMoveRefusals, hostRefusals } from '@tallystick/hosts/contracts.ts'
import { describe, expect, test } from 'vitest'
import { fulfillmentRefusals } from '../refusals.ts'

describe('sentences of refusals', () => {
  const rooms = [
    ['hosts', new URL('../../hosts/rules/', import.meta.url), { ...hostRefusals, ...hostMoveRefusals }],
    ['fulfillments', new URL('./', import.meta.url), { ...fulfillmentRefusals, ...hostRefusals }],
  ] as const
  test.each(rooms)(
    '[BEY-03] every refusal of the rules of %s has its sentence and its cure',
    (_room, folder, texts) => {
      const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      const codes = files
        .filter((name) => name !== 'email.ts')
        .flatMap((name) => [
          ...readFileSync(new URL(name, folder), 'utf8').matchAll(/refuse\(\s*'([a-z0-9-]+)'/g),
        ])
        .map(([, code]) => code ?? '')

      expect(codes.length).toBeGreaterThan(30)
      expect([...new Set(codes)].filter((code) => !Object.hasOwn(texts, code))).toEqual([])
      expect(
        Object.values(texts).every(({ say, cure }) => [say, cure].every((text) => /[.}]$/.test(text))),
      ).toBe(true)
    },
  )
})
