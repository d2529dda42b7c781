import { z } from 'zod'

/** An attribute of a license model that a form asks; further facts of it go along as the rules give them. */
export const AskedAttribute = z.looseObject({ key: z.string(), label: z.string(), isRequired: z.boolean() })

/** A host of the account that can be chosen again. */
export const KnownHost = z.object({
  id: z.string(),
  use: z.enum(['server', 'node']),
  types: z.array(z.string()),
  texts: z.array(z.string()),
  label: z.string(),
})

/** What a form needs to take host IDs that are not known yet. */
export const HostIdFields = {
  hostTypes: z.object({ server: z.array(z.string()), node: z.array(z.string()) }),
  /** Settings under which host IDs are read; pages use the same rules for instant answers. */
  hostIdSettings: z.looseObject({}),
}

/** Hosts of a new license: those that are known, and how others are read. */
export const HostChoiceFields = { hosts: z.array(KnownHost), ...HostIdFields }

/** People of an account to whom a license can be mailed. */
export const Contacts = z.array(z.object({ name: z.string(), email: z.string() }))

/** Why something cannot be done now, in the sentences that a page shows. */
export const RefusalView = z.object({ code: z.string(), reason: z.string(), cure: z.string() })
