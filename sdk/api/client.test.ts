import { defineList } from '@tallystick/kernel/list/define.ts'
import { defineCommand, defineQuery } from '@tallystick/kernel/operation/define.ts'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ApiProblem, openApi } from './client.ts'

const rename = defineCommand({
  name: 'rename-product',
  summary: 'Rename.',
  rows: ['PRD-01'],
  rest: { method: 'PATCH', path: '/v1/products/{id}' },
  permission: 'products.update',
  input: z.object({ id: z.string(), name: z.string() }),
  output: z.object({ name: z.string() }),
  audit: { action: 'product.renamed', subjects: ['product'] },
})
const lookUp = defineQuery({
  name: 'get-product',
  summary: 'Look.',
  rows: ['PRD-01'],
  rest: { method: 'GET', path: '/v1/products/{id}' },
  permission: 'products.view',
  input: z.object({ id: z.string(), with: z.array(z.string()).optional() }),
  output: z.object({ name: z.string() }),
})
const products = defineList({
  name: 'list-products',
  title: 'Products',
  summary: 'Products.',
  rows: ['NAV-01'],
  path: '/v1/accounts/{account}/products',
  permission: 'products.view',
  fileName: 'Products',
  defaultSort: 'name',
  params: z.object({ account: z.string() }),
  columns: { name: { label: 'Name', type: 'text', sortable: true } },
})

/** A connection that remembers what was sent and answers as told. */
function wire(status: number, body: unknown, type = 'application/json') {
  const sent: { url: string; init: RequestInit }[] = []
  const answer = (url: unknown, init?: RequestInit) => {
    sent.push({ url: String(url), init: init ?? {} })
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': type } }))
  }
  return {
    sent,
    api: openApi({ baseUrl: 'http://house', portal: 'producer', fetch: answer as typeof fetch }),
  }
}

describe('the API client', () => {
  test('[BEY-02] puts path places, body, portal and key where the server looks for them', async () => {
    const { api, sent } = wire(200, { name: 'Paint' })

    const answer = await api.call(rename, { id: 'a/b', name: 'Paint' }, { key: 'k1', verify: true })

    expect(answer).toEqual({ name: 'Paint' })
    expect(sent[0]?.url).toBe('http://house/v1/products/a%2Fb?verify=true')
    expect(sent[0]?.init).toMatchObject({
      method: 'PATCH',
      body: '{"name":"Paint"}',
      headers: { 'tallystick-portal': 'producer', 'idempotency-key': 'k1' },
    })
  })

  test('[BEY-02] repeats the key for several values of a query and leaves absent ones out', async () => {
    const { api, sent } = wire(200, { name: 'Paint' })

    await api.call(lookUp, { id: '7', with: ['x', 'y z'] })

    expect(sent[0]?.url).toBe('http://house/v1/products/7?with=x&with=y+z')
  })

  test('[ACT-09] turns a refusal into its code, sentence, cure and figures', async () => {
    const refusal = {
      status: 409,
      code: 'insufficient-copies',
      title: 'Refused',
      detail: 'Only 2 copies are left.',
      cure: 'Ask for fewer.',
      data: { left: 2 },
      requestId: 'r-1',
    }
    const { api } = wire(409, refusal, 'application/problem+json')

    const problem = await api.call(rename, { id: '1', name: 'x' }).catch((error: unknown) => error)

    expect(problem).toBeInstanceOf(ApiProblem)
    expect(problem).toMatchObject({
      code: 'insufficient-copies',
      message: 'Only 2 copies are left.',
      cure: 'Ask for fewer.',
      data: { left: 2 },
    })
  })

  test('[BEY-02] says that the server cannot be reached instead of failing silently', async () => {
    const api = openApi({ fetch: () => Promise.reject(new TypeError('refused')) })

    await expect(api.call(lookUp, { id: '1' })).rejects.toMatchObject({ status: 0, code: 'unreachable' })
  })

  test('[NAV-03] the export has the search, the chosen rows and the columns of the list, and names its portal', () => {
    const { api } = wire(200, {})

    const url = api.csvUrl(products, {
      where: ['name.contains:a'],
      ids: ['1', '2'],
      columns: ['name'],
      params: { account: 'A1' },
    })

    expect(url).toBe(
      'http://house/v1/accounts/A1/products.csv?where=name.contains%3Aa&ids=1%2C2&columns=name&portal=producer',
    )
  })

  test('[BEY-02] shows any call as a command for a terminal that keeps quotes intact', () => {
    const { api } = wire(200, {})

    expect(api.asCurl(rename, { id: '1', name: "Ann's" })).toContain(`"Ann'\\''s"`)
    expect(api.asCurl(rename, { id: '1', name: 'x' })).toContain("'http://house/v1/products/1'")
  })
})
