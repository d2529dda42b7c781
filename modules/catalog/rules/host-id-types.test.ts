import { hostTypes } from '@tallystick/hosts/rules/host-types.ts'
import { expect, test } from 'vitest'
import { hostIdTypes } from './host-id-types.ts'

test('[PRD-01] a license model can permit exactly the host ID types that hosts can have', () => {
  expect([...hostIdTypes].toSorted()).toEqual(hostTypes.map((type) => type.key).toSorted())
})
