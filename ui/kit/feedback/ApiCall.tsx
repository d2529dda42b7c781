import type { InputOf } from '@tallystick/api/client.ts'
import { Button } from '@mantine/core'
import { mdiCodeTags } from '@mdi/js'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { useId, useState } from 'react'
import { useApi } from '../data/api-context.tsx'
import { CopyText } from '../format/Id.tsx'
import { Icon } from '../format/Icon.tsx'

/** An act as the API takes it: the operation and its input. */
export interface ActCall {
  readonly contract: Contract
  readonly input: unknown
}

/** Says which call of the API an act is. */
export function actCall<C extends Contract>(contract: C, input: InputOf<C>): ActCall {
  return { contract, input }
}

/** A request as it can be sent from a terminal, ready to copy. */
export function CallText({ text }: { readonly text: string }) {
  return (
    <>
      <p className="t-hint">
        Use a token of your own in place of the variable. The whole API is described under{' '}
        <a href="/docs/">/docs</a>.
      </p>
      <div className="t-code">
        <pre tabIndex={0}>{text}</pre>
        <CopyText text={text} label="command" />
      </div>
    </>
  )
}

function Shown({ call: { contract, input } }: { readonly call: ActCall }) {
  const api = useApi()
  const given = input as Readonly<Record<string, unknown>>
  const places = Array.from(contract.rest.path.matchAll(/\{(\w+)\}/g), ([, name]) => given[name ?? ''])
  // The address of the call names the record: without it there is none yet.
  if (places.some((value) => value === undefined || value === null || value === '')) {
    return <p className="t-hint">Fill in the form first.</p>
  }
  return <CallText text={api.asCurl(contract, input as never)} />
}

/** The button that shows an act as a call of the API, below it and as it stands at the moment. */
export function ViewAsCall({ call }: { readonly call: ActCall }) {
  const [isShown, setShown] = useState(false)
  const id = useId()
  return (
    <div className="t-call t-noprint">
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon path={mdiCodeTags} />}
        aria-expanded={isShown}
        aria-controls={id}
        onClick={() => setShown(!isShown)}
      >
        View as API call
      </Button>
      <div id={id} hidden={!isShown}>
        {isShown && <Shown call={call} />}
      </div>
    </div>
  )
}
