import { settingOf } from '@tallystick/settings/services.ts'
import { vendorName } from '@tallystick/settings/definitions.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import {
  implement,
  implementQuery,
  type CommandContext,
  type Operation,
} from '@tallystick/kernel/operation/implement.ts'
import type { Sealer } from '../keys/sealer.ts'
import { certify, keyRing, makeKey, type KeyRing } from '../keys/signing-keys.ts'
import { activeKey, allKeys, insertKey, retireKey, type SigningKeyRow } from '../store/signing-keys.ts'
import { ensureSigningKeys, getTrust, listSigningKeys, rotateSigningKey } from './signing-keys.contract.ts'

/** Operations on signing keys, over the installation's sealer. */
export function signingKeyOperations(sealer: Sealer, ring: KeyRing = keyRing(sealer)): readonly Operation[] {
  return [list, trust, rotate(sealer, ring), ensure(sealer)]
}

const list = implementQuery(listSigningKeys, async (ctx) => ({ keys: (await allKeys(ctx)).map(viewKey) }))

const trust = implementQuery(getTrust, async (ctx) => {
  const keys = await allKeys(ctx)
  const root = keys.find(({ purpose, state }) => purpose === 'root' && state === 'active')
  const issuing = keys.filter(({ purpose }) => purpose === 'line')
  return {
    rootPublicKey: root?.publicKey ?? null,
    keys: issuing.map(({ kid, publicKey, notBefore, notAfter }) => ({
      kid,
      publicKey,
      notBefore: notBefore.slice(0, 10),
      notAfter: notAfter?.slice(0, 10) ?? null,
    })),
  }
})

function rotate(sealer: Sealer, ring: KeyRing): Operation {
  return implement(rotateSigningKey, async (ctx) => {
    const root = await activeKey(ctx, 'root')
    const old = await activeKey(ctx, 'line')
    invariant(root && old, 'A producer has its keys from the first start on.')
    const rootKey = ring.open(ctx.tenantId, root)
    const vendor = await settingOf(ctx, vendorName)
    const until = ctx.now.toString().slice(0, 10)
    await retireKey(ctx, old.kid, certify(old, rootKey, { vendor, from: old.notBefore.slice(0, 10), until }))
    const made = makeKey(sealer, ctx.tenantId)
    const certificate = certify(made, rootKey, { vendor, from: until, until: null })
    await insertKey(ctx, { ...made, certificate, purpose: 'line' })
    noteKey(ctx, made.kid, { retired: old.kid })
    const fresh = await activeKey(ctx, 'line')
    invariant(fresh, 'The key was just written.')
    return viewKey(fresh)
  })
}

function ensure(sealer: Sealer): Operation {
  return implement(ensureSigningKeys, async (ctx) => {
    const root = await activeKey(ctx, 'root')
    const line = await activeKey(ctx, 'line')
    if (root && line) return { rootPublicKey: root.publicKey, kid: line.kid }
    return makeFirstKeys(ctx, sealer)
  })
}

async function makeFirstKeys(ctx: CommandContext, sealer: Sealer) {
  const root = makeKey(sealer, ctx.tenantId)
  await insertKey(ctx, { ...root, purpose: 'root' })
  const line = makeKey(sealer, ctx.tenantId)
  const rootKey = keyRing(sealer).open(ctx.tenantId, root)
  const vendor = await settingOf(ctx, vendorName)
  const from = ctx.now.toString().slice(0, 10)
  await insertKey(ctx, {
    ...line,
    certificate: certify(line, rootKey, { vendor, from, until: null }),
    purpose: 'line',
  })
  noteKey(ctx, line.kid, { root: root.kid })
  return { rootPublicKey: root.publicKey, kid: line.kid }
}

function noteKey(ctx: CommandContext, kid: string, details: Readonly<Record<string, unknown>>): void {
  ctx.audit({ subjects: [{ kind: 'signing-key', id: kid, label: kid }], details })
}

function viewKey({ kid, purpose, state, publicKey, notBefore, notAfter }: SigningKeyRow) {
  return { kid, purpose, state, publicKey, notBefore, notAfter }
}
