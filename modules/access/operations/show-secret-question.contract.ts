import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { TypedName } from './sign-in.contract.ts'

export const showSecretQuestion = defineCommand({
  name: 'show-secret-question',
  summary: 'The secret question of a user name. A name that nobody has gets a question too, always the same.',
  rows: ['LOG-07'],
  rest: { method: 'POST', path: '/v1/secret-questions' },
  permission: null,
  public: true,
  secret: true,
  input: z.object({ userName: TypedName }),
  output: z.object({ question: z.string() }),
  refusals: ['secret-question-off'],
  audit: { action: 'secret-question.shown', subjects: ['unchanged'] },
})
