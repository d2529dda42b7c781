import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { mdiClose } from '@mdi/js'
import { addProductRelation, listProducts, removeProductRelation } from '@tallystick/catalog/contracts.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { useState, type FormEvent } from 'react'
import { RecordLink } from './goods.tsx'
import type { ProductView } from './product-view.ts'
import { versionedRef } from './references.tsx'
import { relationWords, type RelationKind } from './relation-words.ts'

type Relation = ProductView['relations'][number]

/** What the product leads to and comes from; relations are added and removed here. */
export function ProductRelations({ product }: { readonly product: ProductView }) {
  const [removing, setRemoving] = useState<Relation | null>(null)
  const mayRemove = product.commands['remove-product-relation']?.allowed === true
  return (
    <div className="t-stack">
      <SimpleTable
        label="Relations"
        rows={product.relations}
        keyOf={(row) => row.kind + row.direction + row.id}
        empty="No upgrades, upsells, maintenance or demos are known for it."
        columns={[
          { label: 'Relation', cell: (row) => relationWords(row.kind, row.direction) },
          { label: 'Product', cell: (row) => <RecordLink record={{ ...row, kind: 'product' }} /> },
          { label: 'State', cell: (row) => <StateBadge state={row.state} /> },
          {
            label: '',
            cell: (row) =>
              mayRemove && (
                <ActionIcon aria-label={`Remove relation with ${row.label}`} onClick={() => setRemoving(row)}>
                  <Icon path={mdiClose} />
                </ActionIcon>
              ),
          },
        ]}
      />
      {product.commands['add-product-relation']?.allowed && <AddRelation product={product} />}
      {removing && <RemoveRelation product={product} relation={removing} onClose={() => setRemoving(null)} />}
    </div>
  )
}

const KINDS: readonly RelationKind[] = ['upgrade', 'upsell', 'maintenance', 'demo']

function AddRelation({ product }: { readonly product: ProductView }) {
  const [kind, setKind] = useState<RelationKind>('upgrade')
  const [to, setTo] = useState<string | null>(null)
  const add = useCommand(addProductRelation, { says: 'Relation added.', onDone: () => setTo(null) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (to) add.mutate({ kind, from: product.id, to })
  }
  return (
    <form onSubmit={submit} className="t-inline-form" aria-label="Add a relation">
      <NativeSelect
        label="Relation"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as RelationKind)}
        data={KINDS.map((one) => ({ value: one, label: relationWords(one, 'to') }))}
      />
      <RefSelect
        list={listProducts}
        searches="label"
        where={kind === 'maintenance' ? ['kind.in:maintenance'] : ['kind.in:product,suite']}
        valueOf={versionedRef}
        labelOf={(row) => `${row.name} ${row.version}`}
        label="Product"
        value={to}
        onChange={setTo}
      />
      <Button type="submit" variant="default" size="sm" disabled={to === null} loading={add.isPending}>
        Add relation
      </Button>
      <RefusalNotice problem={add.error} />
    </form>
  )
}

interface RemoveProps {
  readonly product: ProductView
  readonly relation: Relation
  readonly onClose: () => void
}

function RemoveRelation({ product, relation, onClose }: RemoveProps) {
  const remove = useCommand(removeProductRelation, { says: 'Relation removed.', onDone: onClose })
  const [from, to] = relation.direction === 'to' ? [product.id, relation.id] : [relation.id, product.id]
  return (
    <ConfirmDialog
      opened
      title="Remove this relation?"
      consequence={`"${relationWords(relation.kind, relation.direction)} ${relation.label}" no longer holds for ${product.label}. Line items that were made by it stay as they are.`}
      act="Remove relation"
      call={actCall(removeProductRelation, { kind: relation.kind, from, to })}
      isBusy={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate({ kind: relation.kind, from, to })}
      onClose={onClose}
    />
  )
}
