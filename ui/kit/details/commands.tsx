import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import type { CommandsView, Contract } from '@tallystick/kernel/operation/define.ts'
import type { ReactNode } from 'react'
import { sentenceText } from '../format/dates.ts'

/**
 * A command of the shown record. It appears when the view's `commands` name it, and is disabled with its reason
 * when they say so. Without `to` it is carried out here; with `to` it leads to a page of its own.
 */
export interface RecordCommand {
  readonly contract: Contract
  readonly label: string
  readonly to?: string
  readonly input?: unknown
  /** Asked before it is carried out. */
  readonly confirm?: {
    readonly title: string
    readonly consequence: ReactNode
    readonly isDanger?: boolean
    readonly typed?: string
  }
  readonly says?: string
  readonly onDone?: (output: never) => void
}

/** Declares a command of a record with the types of its contract. */
export function recordCommand<C extends Contract>(
  contract: C,
  label: string,
  choices: Omit<RecordCommand, 'contract' | 'label' | 'input' | 'onDone'> & {
    readonly input?: InputOf<C>
    readonly onDone?: (output: OutputOf<C>) => void
  } = {},
): RecordCommand {
  return { contract, label, ...choices } as RecordCommand
}

/** A command with what the record's view says of it. */
export interface ShownCommand extends RecordCommand {
  /** Null when it may be carried out. */
  readonly reason: string | null
}

/** The commands that are shown: those that the view names, in the given order; possible ones first. */
export function shownCommands(all: readonly RecordCommand[], view: CommandsView): readonly ShownCommand[] {
  const shown = all.flatMap((command) => {
    const state = view[command.contract.name]
    if (!state) return []
    return [{ ...command, reason: state.allowed ? null : sentenceText(state.reason ?? 'Not possible now.') }]
  })
  return [...shown.filter((one) => one.reason === null), ...shown.filter((one) => one.reason !== null)]
}
