import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import type { LineItemCounts } from '@tallystick/entitlements/model.ts'
import { figuresOf } from '@tallystick/entitlements/rules/figures.ts'
import { defaultHostIdSettings } from '@tallystick/hosts/model.ts'
import { hostTypesOffered } from '@tallystick/hosts/rules/host-type-guess.ts'
import { newDraft, type ActivationDraft } from './draft.ts'
import type { ActivationForm, FormAsks } from './form.ts'

/** A form for tests: Northwind Mill activates one line item of 10 copies. */
export function sampleForm(
  kind: LicenseKind,
  asks: Partial<FormAsks> = {},
  counts: Partial<LineItemCounts> = {},
): ActivationForm {
  const facts = licenseKindOf(kind)
  const all: LineItemCounts = {
    copiesTotal: 10,
    copiesTaken: 0,
    copiesMoved: 0,
    copiesBrought: null,
    copiesToBring: 0,
    extraActivationsMax: 0,
    overdraftMax: 0,
    overdraftTaken: 0,
    ...counts,
  }
  return {
    items: [
      {
        id: 'item-1',
        activationId: 'ACT-1',
        entitlementCode: 'ENT-1',
        products: 'Lathe Studio 5.0',
        soldTo: 'NWM (Northwind Mill)',
        licenseModel: 'Floating',
        kind,
        changeKind: counts.copiesBrought === undefined || counts.copiesBrought === null ? null : 'upgrade',
        parentActivationId: null,
        expiresOn: null,
        asks: {
          startDate: false,
          startsOn: null,
          versionDate: null,
          attributes: [],
          serverHost: facts.asksServerHost,
          serverOffered: false,
          nodeHosts: facts.asksNodeHosts,
          count: facts.asksCount,
          overdraft: false,
          ...asks,
        },
        counts: all,
        figures: figuresOf(all),
        refusal: null,
      },
    ],
    hosts: [],
    hostTypes: { server: hostTypesOffered('server'), node: hostTypesOffered('node') },
    hostIdSettings: defaultHostIdSettings,
    shipToEmail: '',
    shipToAddress: '',
    contacts: [],
    togetherRefusal: null,
  }
}

/** A draft for tests with some hosts: `server` names one server, `nodes` the machines locked to it. */
export function draftWith(
  form: ActivationForm,
  hosts: readonly {
    readonly server?: string
    readonly nodes?: readonly string[]
    readonly copies?: number
  }[],
): ActivationDraft {
  const id = (text: string) => ({
    type: 'hostname' as const,
    text: `HOSTNAME=${text}`,
    normalized: `hostname=${text}`,
  })
  const draft = newDraft(form, 'key')
  return {
    ...draft,
    hosts: hosts.map((host, at) => ({
      key: `h${at + 1}`,
      servers: host.server ? [id(host.server)] : [],
      nodes: (host.nodes ?? []).map(id),
    })),
    counts: Object.fromEntries(
      hosts.map((host, at) => [`h${at + 1}`, { 'item-1': { copies: host.copies ?? null, overdraft: null } }]),
    ),
  }
}
