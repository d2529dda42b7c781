import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

type Schema = Record<string, unknown>

/** The OpenAPI 3.1 document of all contracts: the one description that SDKs, forms and people read. */
export function openApiOf(contracts: readonly Contract[], texts: RefusalTexts): Schema {
  const paths: Record<string, Schema> = {}
  for (const contract of contracts) {
    const place = (paths[contract.rest.path] ??= {})
    place[contract.rest.method.toLowerCase()] = operationOf(contract, texts)
    if (contract.kind === 'list') paths[`${contract.rest.path}.csv`] = { get: exportOf(contract) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tallystick API',
      version: '1',
      description:
        'Every action of both portals. Errors are RFC 9457 problems. Commands take an Idempotency-Key, and ' +
        'verify=true runs them without effect. All lists share one query grammar: where=column.operator:value.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { producerSession: [] }, { endUserSession: [] }],
    tags: tagsOf(contracts),
    paths: Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        producerSession: { type: 'apiKey', in: 'cookie', name: '__Host-tallystick-producer' },
        endUserSession: { type: 'apiKey', in: 'cookie', name: '__Host-tallystick-end-user' },
      },
      schemas: { Problem: PROBLEM },
    },
  }
}

function tagsOf(contracts: readonly Contract[]) {
  const names = new Set(contracts.map(tagOf))
  return [...names].toSorted().map((name) => ({ name }))
}

function tagOf(contract: Contract): string {
  return contract.rest.path.split('/')[2]?.split('{')[0] ?? 'other'
}

function operationOf(contract: Contract, texts: RefusalTexts): Schema {
  const input = schemaOf(contract.input, 'input')
  const inPath = [...contract.rest.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  const properties = (input['properties'] ?? {}) as Record<string, Schema>
  const required = new Set((input['required'] ?? []) as string[])
  const isRead = contract.rest.method === 'GET'
  const others = Object.keys(properties).filter((key) => !inPath.includes(key))
  const parameters: Schema[] = inPath.map((name) => parameter('path', name, properties[name] ?? {}, true))
  if (isRead)
    parameters.push(
      ...others.map((name) => parameter('query', name, properties[name] ?? {}, required.has(name))),
    )
  if (contract.kind === 'command') parameters.push(VERIFY, IDEMPOTENCY)
  return {
    operationId: contract.name,
    summary: contract.summary,
    description: descriptionOf(contract),
    tags: [tagOf(contract)],
    ...(contract.public ? { security: [] } : {}),
    parameters,
    ...(isRead || others.length === 0 ? {} : { requestBody: bodyOf(input, properties, required, others) }),
    responses: responsesOf(contract, texts),
    'x-permission': contract.permission,
    'x-capability-rows': contract.rows,
  }
}

function descriptionOf(contract: Contract): string {
  if (contract.public) return 'Public: needs no credential.'
  const needs = contract.permission
    ? `Needs the permission \`${contract.permission}\`.`
    : 'Needs a signed-in user.'
  const child = contract.childPermission ? ` With \`${contract.childPermission}\` also for sub-accounts.` : ''
  return `${needs}${child}`
}

function bodyOf(
  input: Schema,
  properties: Record<string, Schema>,
  required: Set<string>,
  keys: string[],
): Schema {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, properties[key]])),
    required: keys.filter((key) => required.has(key)),
    ...(input['$defs'] ? { $defs: input['$defs'] } : {}),
  }
  return { required: schema.required.length > 0, content: { 'application/json': { schema } } }
}

function responsesOf(contract: Contract, texts: RefusalTexts): Schema {
  const answer = { 'application/json': { schema: schemaOf(contract.output, 'output') } }
  const responses: Schema = {
    [contract.queued ? '202' : '200']: { description: contract.summary, content: answer },
    '400': problem('The request does not have the expected form; `errors` names the fields.'),
  }
  if (!contract.public) responses['401'] = problem('No credential, or one that is no longer good.')
  if (contract.permission) responses['403'] = problem(`The permission ${contract.permission} is missing.`)
  if (contract.rest.path.includes('{')) responses['404'] = problem('Absent, or not visible to you.')
  for (const status of [409, 422] as const) {
    const codes = contract.refusals.filter((code) => (texts[code]?.status ?? 409) === status)
    if (codes.length > 0)
      responses[String(status)] = problem(codes.map((code) => refusalLine(code, texts)).join('\n'))
  }
  return responses
}

function refusalLine(code: string, texts: RefusalTexts): string {
  return `- \`${code}\`: ${texts[code]?.say ?? ''}`
}

function exportOf(contract: Contract): Schema {
  return {
    operationId: `${contract.name}-csv`,
    summary: `${contract.summary} As CSV, all matching rows.`,
    tags: [tagOf(contract)],
    parameters: [
      parameter(
        'query',
        'columns',
        { type: 'string', description: 'Columns to write, separated by commas.' },
        false,
      ),
      parameter('query', 'where', { type: 'array', items: { type: 'string' } }, false),
      parameter('query', 'sort', { type: 'string' }, false),
      parameter('query', 'ids', { type: 'array', items: { type: 'string' } }, false),
    ],
    responses: {
      '200': { description: 'The rows.', content: { 'text/csv': { schema: { type: 'string' } } } },
    },
  }
}

function problem(description: string): Schema {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

function parameter(place: string, name: string, schema: Schema, required: boolean): Schema {
  const { description, ...rest } = schema
  return { in: place, name, required, ...(description ? { description } : {}), schema: rest }
}

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _version, ...schema } = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  })
  return schema
}

const VERIFY = {
  in: 'query',
  name: 'verify',
  required: false,
  description: 'Runs the command with all checks and rolls it back: nothing is written.',
  schema: { type: 'boolean', default: false },
}

const IDEMPOTENCY = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'Makes a retry safe: the same key with the same content is answered once and done once.',
  schema: { type: 'string', maxLength: 255 },
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened, for the person who asked.' },
    code: { type: 'string', description: 'Stable code of the problem.' },
    cure: { type: 'string', description: 'What can be done now.' },
    data: { type: 'object', description: 'The figures behind it.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
  },
}
