import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { GoodsAnswerFields } from './goods-answer.ts'
import { deploymentRefusals } from './refusal-lists.ts'

/** The contracts of all changes of state of one kind of goods: they differ only in their names. */
export function stateContracts(kind: string, plural: string, word: string) {
  const command = (
    verb: string,
    fields: { name?: string; path?: string; past: string; summary: string; refusals?: readonly string[] },
  ) =>
    defineCommand({
      name: fields.name ?? `${verb}-${kind}`,
      summary: fields.summary,
      rows: ['PRD-01'],
      rest: { method: 'POST', path: `/v1/${plural}/{id}/${fields.path ?? verb}` },
      permission: `${plural}.change-state`,
      input: z.object({ id: refTo(word) }),
      output: GoodsAnswerFields,
      refusals: ['reference-ambiguous', 'catalog-state', ...(fields.refusals ?? [])],
      audit: { action: `${kind}.${fields.past}`, subjects: [kind] },
      emits: verb === 'deploy' && kind === 'product' ? ['product.deployed'] : [],
    })
  return {
    deploy: command('deploy', {
      past: 'deployed',
      summary: `Deploy a ${word}: it can be used and no longer be edited.`,
      refusals: deploymentRefusals.filter((code) => code !== 'catalog-state'),
    }),
    inactivate: command('inactivate', {
      past: 'inactivated',
      summary: `Inactivate a ${word}: nothing new may refer to it.`,
    }),
    reactivate: command('reactivate', {
      past: 'reactivated',
      summary: `Take an inactive ${word} into use again.`,
    }),
    returnToDraft: command('return-to-draft', {
      name: `return-${kind}-to-draft`,
      past: 'returned-to-draft',
      summary: `Make a deployed ${word} that nothing refers to a draft again.`,
      refusals: ['still-used'],
    }),
    obsolete: command('obsolete', {
      past: 'obsoleted',
      summary: `Make a ${word} obsolete for good.`,
    }),
    remove: defineCommand({
      name: `delete-${kind}`,
      summary: `Delete a draft ${word} that nothing refers to.`,
      rows: ['PRD-01'],
      rest: { method: 'DELETE', path: `/v1/${plural}/{id}` },
      permission: `${plural}.delete`,
      input: z.object({ id: refTo(word) }),
      output: z.object({ id: z.string() }),
      refusals: ['reference-ambiguous', 'catalog-state', 'still-used'],
      audit: { action: `${kind}.deleted`, subjects: [kind] },
    }),
  }
}
