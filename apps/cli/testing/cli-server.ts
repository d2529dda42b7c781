import { defineImport } from '@tallystick/kernel/import/define.ts'
import { importOperations } from '@tallystick/kernel/import/operations.ts'
import { importRefusals } from '@tallystick/kernel/import/refusals.ts'
import { jobOperations } from '@tallystick/kernel/jobs/jobs.ts'
import { startWorker } from '@tallystick/kernel/jobs/worker.ts'
import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import type { Principal } from '@tallystick/kernel/operation/principal.ts'
import { buildPipeline } from '@tallystick/kernel/operation/run.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { noticesRefusals } from '@tallystick/notices/contracts.ts'
import { noticesOperations } from '@tallystick/notices/operations.ts'
import { buildServer } from '@tallystick/rest/server.ts'
import { settingsRefusals } from '@tallystick/settings/contracts.ts'
import { settingsOperations } from '@tallystick/settings/operations.ts'
import pino from 'pino'
import sql from 'sql-template-tag'
import { z } from 'zod'

/** The API on a port of this machine, with rooms that need no others, and a toy import of shelves. */
export interface CliServer extends Pick<TestPipeline, 'tenantId' | 'owner' | 'close'> {
  readonly url: string
  /** Whom a token stands for. */
  readonly people: Map<string, Principal>
}

const sign = defineCommand({
  name: 'sign-in',
  summary: 'Open a session.',
  rows: ['LOG-01'],
  rest: { method: 'POST', path: '/v1/sessions' },
  permission: null,
  public: true,
  secret: true,
  input: z.looseObject({ userName: z.string(), password: z.string(), portal: z.string() }),
  output: z.looseObject({ token: z.string() }),
  refusals: ['wrong-credentials'],
  audit: { action: 'session.opened', subjects: ['session'] },
})

const addShelf = defineCommand({
  name: 'add-shelf',
  summary: 'Add a shelf.',
  rows: ['PRD-06'],
  rest: { method: 'POST', path: '/v1/shelves' },
  permission: 'shelves.manage',
  input: z.object({ name: z.string().max(10) }),
  output: z.object({ name: z.string() }),
  refusals: ['shelf-too-wide'],
  audit: { action: 'shelf.added', subjects: ['shelf'] },
})

const furniture = defineImport({
  name: 'furniture',
  label: 'Furniture',
  help: 'Shelves.',
  recordKinds: [
    {
      kind: 'shelf',
      key: 'shelves',
      label: 'Shelves',
      help: 'One row per shelf.',
      columns: [{ name: 'name', label: 'Name', required: true, help: 'Its name.', example: 'A-7' }],
      nameOf: (record) => String(record['name'] ?? ''),
      plan: async (ctx, record) => {
        const found = await ctx.tx.rows(sql`SELECT 1 FROM shelf WHERE name = ${String(record['name'])}`)
        const add = { operation: 'add-shelf', input: () => record }
        return { isNew: found.length === 0, steps: found.length === 0 ? [add] : [] }
      },
    },
  ],
})

const texts = {
  ...importRefusals,
  ...settingsRefusals,
  ...noticesRefusals,
  'wrong-credentials': { say: 'User name or password are wrong.', cure: 'Check both.', status: 422 as const },
  'shelf-too-wide': {
    say: 'The shelf {name} is too wide.',
    cure: 'Choose a narrower one.',
    status: 422 as const,
  },
}

/** Builds and opens it. Call `close` in `afterAll`. */
export async function cliServer(): Promise<CliServer> {
  const people = new Map<string, Principal>()
  const operations: readonly Operation[] = [
    ...settingsOperations,
    ...noticesOperations,
    ...jobOperations,
    ...importOperations({ definitions: [furniture], texts }),
    implement(sign, (ctx, input) => {
      if (input.password !== 'good' || input.portal !== 'api') ctx.refuse(refuse('wrong-credentials'))
      ctx.audit({ subjects: [{ kind: 'session', id: '1' }] })
      const user = { id: '1', userName: input.userName, displayName: 'Ada Miller' }
      return Promise.resolve({
        token: `tss_${input.userName}`,
        expiresAt: '2026-07-01T00:00:00Z',
        mustChangePassword: false,
        user,
      })
    }),
    implement(addShelf, async (ctx, input) => {
      if (input.name === 'wide') ctx.refuse(refuse('shelf-too-wide', { name: input.name, field: 'name' }))
      await ctx.tx.run(sql`INSERT INTO shelf (tenant_id, name) VALUES (${ctx.tenantId}, ${input.name})`)
      ctx.audit({ subjects: [{ kind: 'shelf', id: input.name }] })
      return input
    }),
  ]
  const base = await testPipeline(operations)
  await base.owner.query('CREATE TABLE shelf (tenant_id uuid, name text)')
  await base.owner.query(`SELECT close_to_other_tenants('shelf')`)
  const permissions = ['settings.view', 'settings.manage', 'imports.run', 'jobs.view', 'shelves.manage']
  people.set('tss_ada', person(base.tenantId, { permissions }))
  const resolve = (_tx: unknown, _tenant: string, token: string) => Promise.resolve(people.get(token) ?? null)
  const pipeline = buildPipeline({ ...base.pipeline.parts, resolve })
  const tenants = () => Promise.resolve([base.tenantId])
  const worker = startWorker({ pipeline, tenants, failed: () => undefined, beatMs: 20 })
  const server = await buildServer(
    {
      pipeline,
      texts,
      tenantOfToken: (token) => (token.startsWith('tss_') ? base.tenantId : null),
      defaultTenant: () => base.tenantId,
      signIn: 'sign-in',
      signOut: 'sign-out',
    },
    { portals: {}, docsViewer: import.meta.dirname, docsPage: import.meta.dirname },
    pino({ level: 'silent' }),
  )
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const close = async () => {
    await server.close()
    await worker.stop()
    await base.close()
  }
  return { tenantId: base.tenantId, owner: base.owner, url, people, close }
}
