import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const getAppearance = defineQuery({
  name: 'get-appearance',
  summary:
    'What every page shows before anybody has signed in: names, colour, and which help with passwords there is.',
  rows: ['PRD-07'],
  rest: { method: 'GET', path: '/v1/appearance' },
  permission: null,
  public: true,
  input: z.object({}),
  output: z.object({
    producerName: z.string(),
    logoText: z.string(),
    accentColour: z.string(),
    pageSize: z.int(),
    hasSecretQuestion: z.boolean(),
    passwordLengthMin: z.int(),
    passwordNeedsUpper: z.boolean(),
    passwordNeedsDigit: z.boolean(),
  }),
})
