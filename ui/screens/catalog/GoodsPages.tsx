import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded, type RecordTab } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import type { OwnFields } from '@tallystick/kit/form/Field.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import type { UseQueryResult } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { FROZEN, onlyOpen, openFields } from './open-fields.ts'
import { goodsCommands, UsedBy, type GoodsView, type StateContracts } from './goods.tsx'

/** A kind of goods, as the page of one of them needs to know it. `R` reads one. */
export interface GoodsKind<R extends Contract> {
  /** Address of the list. */
  readonly place: string
  /** Title of the list. */
  readonly title: string
  /** Kind of the subject in the audit log. */
  readonly subject: string
  readonly read: R
  readonly states: StateContracts
}

/** A kind of goods whose forms are made of its contracts, too. */
export interface FormGoodsKind<R extends Contract> extends GoodsKind<R> {
  /** One of the kind, as sentences say it: `feature`. */
  readonly noun: string
  readonly create: Contract
  /** Form fields that are not drawn by the contract alone. */
  readonly own?: OwnFields
}

interface GoodsPageProps<R extends Contract> {
  readonly kind: GoodsKind<R>
  /** What is shown above the dates and the description. */
  readonly facts: (goods: OutputOf<R>) => readonly Fact[]
  /** Tabs before "Used by". */
  readonly tabs?: (goods: OutputOf<R>) => readonly RecordTab[]
}

/** One record: its values, who uses it, what happened. */
export function GoodsPage<R extends Contract>({ kind, facts, tabs }: GoodsPageProps<R>) {
  const { place, states, subject } = kind
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const parents = parentsOf(kind)
  return (
    <Loaded query={useGoods(kind, id)} parents={parents}>
      {(goods) => (
        <DetailsPage
          title={goods.label}
          parents={parents}
          state={goods.state}
          view={goods.commands}
          commands={goodsCommands(goods, states, place, `${place}/new`, (to) => void navigate({ to }))}
          facts={[
            ...facts(goods),
            { label: 'Added', value: <When instant={goods.createdAt} /> },
            { label: 'Changed', value: <When instant={goods.updatedAt} /> },
            goods.description !== '' && { label: 'Description', value: goods.description, isWide: true },
          ]}
          tabs={[
            ...(tabs?.(goods) ?? []),
            {
              key: 'users',
              label: 'Used by',
              count: goods.usedBy.length,
              content: <UsedBy goods={goods} />,
            },
          ]}
          history={{ kind: subject, id: goods.id }}
        />
      )}
    </Loaded>
  )
}

interface NewGoodsProps<R extends Contract> {
  readonly kind: FormGoodsKind<R>
  /** What a copy takes over. */
  readonly copied: (goods: OutputOf<R>) => Readonly<Record<string, unknown>>
}

/** The form for a new record; `?from=` starts with the values of another. */
export function NewGoodsPage<R extends Contract>({ kind, copied }: NewGoodsProps<R>) {
  const { place, noun, create, own } = kind
  const { from } = useSearch({ strict: false }) as { from?: string }
  const query = useGoods(kind, from ?? '', from !== undefined)
  const navigate = useNavigate()
  const parents = parentsOf(kind)
  const form = (initial: Readonly<Record<string, unknown>>) => (
    <FormPage title={`New ${noun}`} parents={parents}>
      <ContractForm
        contract={create}
        initial={initial}
        {...(own ? { own } : {})}
        act={`Create ${noun}`}
        says={(made) => `${capital(noun)} ${(made as GoodsView).label} created.`}
        onDone={(made) => void navigate({ to: `${place}/${(made as GoodsView).id}` })}
        onCancel={() => void navigate({ to: place })}
      />
    </FormPage>
  )
  if (from === undefined) return form(NOTHING)
  return (
    <Loaded query={query} parents={parents}>
      {(goods) => form(copied(goods))}
    </Loaded>
  )
}

const NOTHING = {}

/** Edits a record as far as its state allows. */
export function EditGoodsPage<R extends Contract>({ kind }: { readonly kind: FormGoodsKind<R> }) {
  const { place, noun, states, own } = kind
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const parents = parentsOf(kind)
  const back = () => void navigate({ to: `${place}/${id}` })
  return (
    <Loaded query={useGoods(kind, id)} parents={parents}>
      {(goods) => (
        <FormPage
          title={`Edit ${goods.label}`}
          parents={[...parents, { label: goods.label, to: `${place}/${id}` }]}
          below={openFields(subjectOf(kind), goods as never) && FROZEN}
        >
          <ContractForm
            contract={states.update}
            initial={goods}
            fixed={{ id: goods.id, rowVersion: goods.rowVersion }}
            {...(own ? { own } : {})}
            {...onlyOpen(openFields(subjectOf(kind), goods as never))}
            act={`Save ${noun}`}
            says={(saved) => `${capital(noun)} ${(saved as GoodsView).label} saved.`}
            onDone={back}
            onCancel={back}
          />
        </FormPage>
      )}
    </Loaded>
  )
}

type Shown<R extends Contract> = OutputOf<R> &
  GoodsView & { readonly description: string } & Readonly<Record<string, unknown>>

function useGoods<R extends Contract>({ read }: GoodsKind<R>, id: string, isWanted = true) {
  return useOperation<Contract>(read, { id }, { enabled: isWanted }) as UseQueryResult<Shown<R>, ApiProblem>
}

function subjectOf({ subject }: { readonly subject: string }) {
  return subject as Parameters<typeof openFields>[0]
}

function parentsOf({ title, place }: { readonly title: string; readonly place: string }) {
  return [{ label: title, to: place }]
}

function capital(noun: string): string {
  return noun.charAt(0).toUpperCase() + noun.slice(1)
}
