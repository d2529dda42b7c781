import {
  Forbidden,
  InvalidInput,
  NotFound,
  Refused,
  Unauthenticated,
  Unavailable,
} from '@tallystick/kernel/errors/problems.ts'
import { fillText, type RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import { sqlState } from '@tallystick/kernel/db/pool.ts'

/** An error as RFC 9457 has it, with our members: code, cure, data and the wrong fields. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly cure?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly message: string }[]
  readonly requestId: string
}

/** What the transport answers for an error, and whether it is ours and must be logged. */
export interface ProblemAnswer {
  readonly problem: Problem
  readonly retryAfterSeconds?: number
  readonly isOurs: boolean
}

/** Turns any error of an operation into its problem document. Internal texts never leave the house. */
export function problemOf(error: unknown, texts: RefusalTexts, requestId: string): ProblemAnswer {
  if (error instanceof Refused) return { problem: refusalProblem(error, texts, requestId), isOurs: false }
  if (error instanceof InvalidInput) {
    return answer(400, 'invalid-input', 'Wrong input', error.message, requestId, { errors: error.fields })
  }
  if (error instanceof Unauthenticated)
    return answer(401, error.code, 'Not signed in', error.message, requestId)
  if (error instanceof Forbidden) {
    return answer(403, 'forbidden', 'Not permitted', error.message, requestId, {
      cure: 'Ask an administrator for a role with this permission.',
      data: { permission: error.permission },
    })
  }
  if (error instanceof NotFound) {
    return answer(404, 'not-found', 'Not found', error.message, requestId, {
      data: { kind: error.kind, reference: error.reference },
    })
  }
  if (error instanceof Unavailable) return unavailable(error, requestId)
  return transportProblem(error, requestId)
}

function answer(
  status: number,
  code: string,
  title: string,
  detail: string,
  requestId: string,
  more: Partial<Problem> = {},
): ProblemAnswer {
  return { problem: { type: typeOf(code), title, status, detail, code, ...more, requestId }, isOurs: false }
}

function refusalProblem(error: Refused, texts: RefusalTexts, requestId: string): Problem {
  const { code, data } = error.refusal
  const text = texts[code]
  return {
    type: typeOf(code),
    title: 'Refused',
    status: text?.status ?? 409,
    detail: text ? fillText(text.say, data) : code,
    code,
    ...(text ? { cure: fillText(text.cure, data) } : {}),
    data,
    requestId,
  }
}

function unavailable(error: Unavailable, requestId: string): ProblemAnswer {
  const code = error.status === 429 ? 'too-many-requests' : 'unavailable'
  return {
    ...answer(error.status, code, 'Try again later', error.message, requestId),
    retryAfterSeconds: error.retryAfterSeconds,
  }
}

const LOST_DATABASE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
])

function transportProblem(error: unknown, requestId: string): ProblemAnswer {
  const code = (error as { code?: string }).code ?? ''
  const status = (error as { statusCode?: number }).statusCode
  if (
    LOST_DATABASE.has(code) ||
    /terminat|Connection ended|timeout exceeded/i.test((error as Error).message)
  ) {
    const gone = new Unavailable('The database cannot be reached just now.', 2)
    return { ...unavailable(gone, requestId), isOurs: true }
  }
  if (sqlState(error) === '22021' || sqlState(error) === '22P05') {
    return answer(
      400,
      'invalid-input',
      'Wrong input',
      'The text holds a character that cannot be stored.',
      requestId,
    )
  }
  if (status === 413 || code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return answer(413, 'body-too-large', 'Too large', 'The request is larger than 5 MB.', requestId, {
      cure: 'Send large files with POST /v1/uploads, or split the request.',
    })
  }
  if (status === 415) {
    return answer(415, 'unsupported-media-type', 'Not understood', 'Send JSON (application/json).', requestId)
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return answer(status, 'bad-request', 'Wrong request', (error as Error).message, requestId)
  }
  const ours = answer(
    500,
    'internal',
    'Our mistake',
    'Something went wrong here, and nothing was changed.',
    requestId,
    {
      cure: `Try again; if it stays, tell the operator the request ID ${requestId}.`,
    },
  )
  return { ...ours, isOurs: true }
}

function typeOf(code: string): string {
  return `https://tallystick.dev/problems/${code}`
}
