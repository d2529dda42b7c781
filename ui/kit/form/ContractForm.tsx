import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import { Button } from '@mantine/core'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { useBlocker } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useMemo, useRef, type FormEvent, type ReactNode } from 'react'
import { useCommand } from '../data/queries.ts'
import { RefusalNotice } from '../feedback/RefusalNotice.tsx'
import { ViewAsCall } from '../feedback/ApiCall.tsx'
import { FormField, type OwnFields } from './Field.tsx'
import { fieldSpecs } from './field-specs.ts'
import { useFormState } from './form-state.ts'

interface ContractFormProps<C extends Contract> {
  readonly contract: C
  /** What is known of the record; the rest starts as the contract says. */
  readonly initial?: Readonly<Record<string, unknown>>
  /** Sent along and not shown: `id`, `rowVersion`. */
  readonly fixed?: Readonly<Record<string, unknown>>
  /** Fields that are not shown; they are sent as they start. */
  readonly hidden?: readonly string[]
  /** Only these are shown and sent, for edits that may change little. */
  readonly only?: readonly string[]
  /** Fields that the page draws itself. */
  readonly own?: OwnFields
  /** Wide tables inside: the form takes the room of the page. */
  readonly isWide?: boolean
  /** The button's words: `Create feature`. */
  readonly act: string
  readonly says?: string | ((output: OutputOf<C>) => string)
  readonly onDone: (output: OutputOf<C>) => void
  readonly onCancel?: () => void
  /** Stands above the fields. */
  readonly children?: ReactNode
}

const NOTHING: Readonly<Record<string, unknown>> = {}

/**
 * A form out of a command's contract. Fields are checked by the contract's schema when they are left and when
 * the form is sent; what the server says about a field stands at the field, a refusal above the button.
 */
export function ContractForm<C extends Contract>(props: ContractFormProps<C>) {
  const { contract, initial = NOTHING, fixed = NOTHING, hidden, only, own, act, onDone, onCancel } = props
  const form = useRef<HTMLFormElement>(null)
  const command = useCommand(contract, props.says ? { says: props.says } : {})
  useDone(command.data, onDone)
  const specs = useMemo(
    () => fieldSpecs(contract.input).filter(({ key }) => !(key in fixed) && (!only || only.includes(key))),
    [contract, fixed, only],
  )
  const state = useFormState({
    input: contract.input,
    specs,
    known: initial,
    fixed,
    problem: command.error,
    form,
  })
  useLeaveGuard(state.isChanged && !command.isSuccess)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = state.check()
    if (input) command.mutate(input as InputOf<C>)
  }
  const isShapeProblem = (command.error?.fields.length ?? 0) > 0
  return (
    <form
      className="t-form"
      data-wide={props.isWide}
      onSubmit={submit}
      ref={form}
      noValidate
      aria-label={act}
    >
      {props.children}
      {specs
        .filter(({ key }) => !hidden?.includes(key))
        .map((spec) => (
          <FormField key={spec.key} spec={spec} path={spec.key} state={state} own={own} />
        ))}
      {command.error && !isShapeProblem && <RefusalNotice problem={command.error} />}
      <div className="t-form-acts">
        <Button type="submit" size="sm" loading={command.isPending}>
          {act}
        </Button>
        {onCancel && (
          <Button variant="default" size="sm" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      <ViewAsCall call={{ contract, input: state.input() }} />
    </form>
  )
}

/** Goes on after the answer, once the form knows that nothing is left to save. */
export function useDone<T>(output: T | undefined, onDone: (output: T) => void): void {
  const tell = useEffectEvent(onDone)
  useEffect(() => {
    if (output !== undefined) tell(output)
  }, [output])
}

/** Asks before a page with unsaved entries is left. */
export function useLeaveGuard(hasChanges: boolean): void {
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      hasChanges &&
      current.pathname !== next.pathname &&
      !window.confirm('Leave without saving what you entered?'),
    enableBeforeUnload: hasChanges,
  })
}
