import { fillText, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { JoinWarning } from '@tallystick/license-file/consolidation.ts'
import type { ConsolidatedLicense } from '../consolidated-resources.ts'
import { SUPPORT_ACTIONS } from '../model.ts'
import type { ConsolidationOutcome } from '../operations/consolidated-shapes.contract.ts'
import { fulfillmentRefusals } from '../refusals.ts'
import { anewRefusal, consolidatedRefusal, type LicenseGroup } from '../rules/consolidate.ts'
import type { NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import type { Consolidation } from './consolidating.ts'

/** A consolidated license as the answer of the command that made it shows it. */
export function viewMadeConsolidated(one: NewConsolidatedLicense) {
  const { id, consolidatedCode, criteria, licenseText, memberIds } = one
  return { id, consolidatedCode, criteria, members: memberIds.length, licenseText }
}

/** What a consolidation made, as its answer shows it. */
export function viewConsolidation(
  { made, alone, warnings }: Consolidation,
  asked: readonly LicenseGroup<{ readonly technology: string }>[] = [],
): ConsolidationOutcome {
  return {
    asked: asked.map(({ criteria, members }) => ({
      technology: members[0]?.technology ?? '',
      criteria,
      members: members.length,
    })),
    consolidated: made.map(viewMadeConsolidated),
    alone: alone.map(({ id, fulfillmentCode, servers, nodeHosts }) => ({
      id,
      fulfillmentCode,
      host: [...(servers.length > 0 ? servers : nodeHosts)].join(' '),
    })),
    warnings: warnings.map(sentenceOf),
  }
}

const WARNED: Readonly<Record<JoinWarning['what'], string>> = {
  'server-name': 'name of the server',
  'server-port': 'port of the server',
  'vendor-line': 'line of the vendor daemon',
}

function sentenceOf({ what, of, taken, dropped }: JoinWarning): string {
  return `The files differ in the ${WARNED[what]} ${of}: "${taken}" of the newest was taken, "${dropped.join('", "')}" was not.`
}

/** A consolidated license in full, with what its reader may do with it now. */
export function viewConsolidated(ctx: QueryContext, license: ConsolidatedLicense) {
  const { closedBecause: _because, closedCode: _code, closedAs: _as, ...rest } = license
  return { ...rest, closedReason: reasonOf(license), commands: commandsOf(ctx, license) }
}

function reasonOf({ closedBecause, closedCode, closedAs }: ConsolidatedLicense): string | null {
  switch (closedBecause) {
    case '':
      return null
    case 'license-ended':
      return `The license ${closedCode} in it ended: ${closedAs === '' ? 'obsolete' : SUPPORT_ACTIONS[closedAs]}.`
    case 'replaced':
      return `All its licenses stand in the newer consolidated license ${closedCode}.`
  }
}

function commandsOf(ctx: QueryContext, license: ConsolidatedLicense): CommandsView {
  const commands: CommandsView = {}
  if (ctx.may('licenses.email')) commands['email-consolidated-license'] = stateOf(null)
  if (ctx.may('licenses.rehost')) {
    commands['rehost-consolidated-license'] = stateOf(consolidatedRefusal(license))
  }
  if (ctx.may('licenses.consolidate')) commands['consolidate-anew'] = stateOf(anewRefusal(license, 1))
  return commands
}

function stateOf(refusal: Refusal | null): CommandsView[string] {
  if (!refusal) return { allowed: true }
  const text = fulfillmentRefusals[refusal.code]
  return {
    allowed: false,
    code: refusal.code,
    reason: text ? fillText(text.say, refusal.data) : refusal.code,
  }
}
