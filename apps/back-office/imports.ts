import { accountsImport } from '@tallystick/accounts/imports/accounts-import.ts'
import { catalogImport } from '@tallystick/catalog/imports/catalog-import.ts'
import { entitlementsImport } from '@tallystick/entitlements/imports/entitlements-import.ts'
import { webRegisterKeysImport } from '@tallystick/entitlements/imports/web-register-keys-import.ts'
import { importOperations as operationsOver } from '@tallystick/kernel/import/operations.ts'
import type { ImportDefinition } from '@tallystick/kernel/import/define.ts'
import { allTexts } from './contracts.ts'

/** What can be imported, in the order in which an empty installation is filled. */
export const importDefinitions: readonly ImportDefinition[] = [
  catalogImport,
  accountsImport,
  entitlementsImport,
  webRegisterKeysImport,
]

/** The import operations over those definitions. */
export const importOperations = operationsOver({ definitions: importDefinitions, texts: allTexts })
