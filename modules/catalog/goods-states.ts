import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { AuditNote, CommandContext, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { CatalogState, GoodsKind, ProductKind } from './model.ts'
import type { GoodsAnswer } from './operations/goods-answer.ts'
import { planDeployment, type DeploymentPlan, type Part } from './rules/deployment.ts'
import { stateAfter, usedRefusal, type StateCommand } from './rules/lifecycle.ts'
import { featureCounts, lockParts, partsOf, setState } from './store/goods.ts'
import { findNamed } from './store/references.ts'
import { usesOf } from './store/uses.ts'

/** What a change of state needs to know of the goods. */
export interface StateFacts {
  readonly id: string
  readonly label: string
  readonly ref: string
  readonly state: CatalogState
  readonly rowVersion: number
  readonly productKind: ProductKind | null
}

/** Commands that change nothing but the state. */
export type PlainStateCommand = Exclude<StateCommand, 'delete' | 'edit'>

/** Takes goods from one state to the next, under lock. */
export async function changeState(
  ctx: CommandContext,
  kind: GoodsKind,
  ref: string,
  command: PlainStateCommand,
): Promise<GoodsAnswer> {
  const goods = await findNamed(ctx, kind, ref, 'update')
  if (command === 'deploy') return deployNow(ctx, kind, goods, {})
  const after = stateAfter(goods, command)
  if (isRefusal(after)) ctx.refuse(after)
  if (command === 'return-to-draft') {
    const used = usedRefusal(goods, command, await usesOf(ctx, kind, goods.id))
    if (used) ctx.refuse(used)
  }
  const state = after as CatalogState
  const rowVersion = await setState(ctx, kind, [goods.id], state)
  ctx.audit({
    subjects: [{ kind, id: goods.id, label: goods.label }],
    before: { state: goods.state },
    after: { state },
  })
  return { ...stateAnswer({ ...goods, state, rowVersion }), changed: true }
}

/** Deploys locked goods and, for a suite, the drafts inside it; one audit entry with all of them. */
export async function deployNow(
  ctx: CommandContext,
  kind: GoodsKind,
  goods: StateFacts,
  note: Pick<AuditNote, 'after'>,
): Promise<GoodsAnswer> {
  await lockParts(ctx, await partsOf(ctx, kind, goods.id))
  const plan = await deploymentOf(ctx, kind, goods)
  if (isRefusal(plan)) ctx.refuse(plan)
  for (const partKind of ['feature', 'feature-bundle', 'product'] as const) {
    const ids = plan.together.filter((part) => part.kind === partKind).map((part) => part.id)
    if (ids.length > 0) await setState(ctx, partKind, ids, 'deployed')
  }
  const rowVersion = await setState(ctx, kind, [goods.id], 'deployed')
  ctx.audit({
    subjects: [{ kind, id: goods.id, label: goods.label }, ...plan.together.map(subjectOf)],
    before: { state: goods.state },
    after: { ...(note.after as object | undefined), state: 'deployed' },
  })
  const products = plan.together.filter((part) => part.kind === 'product')
  for (const product of kind === 'product' ? [...products, { ...goods, kind }] : []) {
    ctx.emit('product.deployed', subjectOf(product), { productId: product.id, label: product.label })
  }
  return { ...stateAnswer({ ...goods, state: 'deployed', rowVersion }), changed: true }
}

/** What deploying would do, by the rule that deploys; also asked by views. */
export async function deploymentOf(
  ctx: QueryContext,
  kind: GoodsKind,
  goods: StateFacts,
): Promise<DeploymentPlan | Refusal> {
  const parts = await partsOf(ctx, kind, goods.id)
  const { features, isPackage } =
    kind === 'product' ? await featureCounts(ctx, goods.id) : { features: [], isPackage: false }
  const { label, state, productKind } = goods
  return planDeployment({ kind, productKind, label, state, parts, features, isPackage })
}

/** The answer of commands on goods. */
export function stateAnswer(goods: Omit<StateFacts, 'productKind'>): Omit<GoodsAnswer, 'changed'> {
  const { id, ref, label, state, rowVersion } = goods
  return { id, ref, label, state, rowVersion }
}

function subjectOf(part: Pick<Part, 'kind' | 'id' | 'label'>) {
  return { kind: part.kind, id: part.id, label: part.label }
}
