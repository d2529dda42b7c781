import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { Address, TypedName } from './sign-in.contract.ts'

export const answerSecretQuestion = defineCommand({
  name: 'answer-secret-question',
  summary: 'Answer the secret question to have password help mailed.',
  rows: ['LOG-07'],
  rest: { method: 'POST', path: '/v1/secret-questions/answer' },
  permission: null,
  public: true,
  secret: true,
  input: z.object({
    userName: TypedName,
    answer: z.string().min(1).max(200).meta({ label: 'Answer', secret: true }),
    address: Address,
  }),
  output: z.object({ requested: z.literal(true) }),
  refusals: ['secret-question-off', 'sign-in-throttled', 'secret-answer-wrong'],
  audit: { action: 'password.help-requested', subjects: ['user'] },
  emits: ['password-link.requested'],
})
