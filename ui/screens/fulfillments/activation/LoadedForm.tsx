import { getActivationForm } from '@tallystick/fulfillments/operations/get-activation-form.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import type { Crumb } from '@tallystick/kit/shell/crumbs.ts'
import { useMemo, type ReactNode } from 'react'
import { lineItemsPath } from '../paths.ts'
import { formOf, type ActivationForm, type Sentences } from './form.ts'

interface LoadedFormProps {
  readonly lineItems: readonly string[]
  readonly parents: readonly Crumb[]
  readonly children: (form: ActivationForm) => ReactNode
}

/** Reads what the wizard has to ask. What cannot be activated says so here, before anybody types. */
export function LoadedForm({ lineItems, parents, children }: LoadedFormProps) {
  const query = useOperation(
    getActivationForm,
    { lineItems: lineItems.join(',') },
    { enabled: lineItems.length > 0 },
  )
  if (lineItems.length === 0) return <NothingChosen parents={parents} />
  return (
    <Loaded query={query} parents={parents}>
      {(answer) => (
        <CheckedForm answer={answer} parents={parents}>
          {children}
        </CheckedForm>
      )}
    </Loaded>
  )
}

interface CheckedFormProps extends Omit<LoadedFormProps, 'lineItems'> {
  readonly answer: Parameters<typeof formOf>[0]
}

function CheckedForm({ answer, parents, children }: CheckedFormProps) {
  const form = useMemo(() => formOf(answer), [answer])
  const refused = form.items.filter((item) => item.refusal !== null)
  const list = lineItemsPath(useApi().connection.portal)
  if (!form.togetherRefusal && refused.length === 0) return children(form)
  const good = form.items.filter((item) => item.refusal === null)
  return (
    <div className="t-page">
      <PageHeader title="This cannot be activated" parents={parents} />
      {form.togetherRefusal && <Reason sentences={form.togetherRefusal} />}
      {refused.map((item) => (
        <Reason key={item.id} heading={`${item.products} (${item.activationId})`} sentences={item.refusal} />
      ))}
      {good.length > 0 && !form.togetherRefusal && (
        <p style={{ marginTop: 16 }}>
          <Link to={`/activate?items=${good.map((item) => item.id).join(',')}`}>
            Activate the other {good.length === 1 ? 'one' : good.length} without
          </Link>
        </p>
      )}
      <p style={{ marginTop: 16 }}>
        <Link to={list}>Choose others</Link>
      </p>
    </div>
  )
}

function Reason({ heading, sentences }: { readonly heading?: string; readonly sentences: Sentences | null }) {
  if (!sentences) return null
  return (
    <div className="t-refusal" data-meaning="danger" role="alert" style={{ marginBottom: 12 }}>
      <div>
        {heading && <p className="w-kind">{heading}</p>}
        <p className="t-refusal-sentence">{sentences.say}</p>
        <p>{sentences.cure}</p>
      </div>
    </div>
  )
}

function NothingChosen({ parents }: { readonly parents: readonly Crumb[] }) {
  const list = lineItemsPath(useApi().connection.portal)
  return (
    <div className="t-page">
      <PageHeader title="Nothing to activate" parents={parents} />
      <p>
        Choose one or more line items in <Link to={`${list}?where=fulfilled.is:false`}>the list</Link>, then
        press <strong>Activate</strong>.
      </p>
    </div>
  )
}
