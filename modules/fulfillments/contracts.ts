export { auditCopies, CopiesAuditReport } from './operations/audit-copies.contract.ts'
export { activateLineItems } from './operations/activate-line-items.contract.ts'
export { emailLicense } from './operations/email-license.contract.ts'
export { getActivationForm } from './operations/get-activation-form.contract.ts'
export { getExactAvailableCount } from './operations/get-exact-available-count.contract.ts'
export { getLicense } from './operations/get-license.contract.ts'
export { getLicenseChain } from './operations/get-license-chain.contract.ts'
export { getLicenseFigures } from './operations/get-license-figures.contract.ts'
export { getLicenseHistory } from './operations/get-license-history.contract.ts'
export { listCopiesToReplace } from './operations/list-copies-to-replace.contract.ts'
export {
  consolidateAnew,
  consolidateLicenses,
  generateConsolidatedLicenses,
  supplyConsolidatedLicense,
} from './operations/consolidate-licenses.contract.ts'
export { emailConsolidatedLicense } from './operations/email-consolidated-license.contract.ts'
export { getConsolidatedLicense } from './operations/get-consolidated-license.contract.ts'
export { listConsolidatedLicenses } from './operations/list-consolidated-licenses.contract.ts'
export { listShipments } from './operations/list-shipments.contract.ts'
export { rehostConsolidatedLicense } from './operations/rehost-consolidated-license.contract.ts'
export {
  generateLicenses,
  getLicenseFiles,
  listHeldLicenses,
  makeGeneratorSecret,
  rejectHeldLicenses,
  supplyLicenses,
} from './operations/held-licenses.contract.ts'
export { correctPublisherError } from './operations/correct-publisher-error.contract.ts'
export { getSupportForm } from './operations/get-support-form.contract.ts'
export { issueEmergencyLicense, issueStopGapLicense } from './operations/licenses-beside.contract.ts'
export { getHostRelease, releaseHost } from './operations/release-host.contract.ts'
export { repairLicense } from './operations/repair-license.contract.ts'
export { listReplacingLineItems } from './operations/list-replacing-line-items.contract.ts'
export { rehostLicense } from './operations/rehost-license.contract.ts'
export { returnLicense } from './operations/return-license.contract.ts'
export { upgradeLicense } from './operations/upgrade-license.contract.ts'
export { listLicenses } from './operations/list-licenses.contract.ts'
export {
  ensureSigningKeys,
  getTrust,
  listSigningKeys,
  rotateSigningKey,
} from './operations/signing-keys.contract.ts'
export { listHostTexts } from './operations/list-host-texts.contract.ts'
export { getRedistributionGrid, redistributeLicenses } from './operations/redistribute-licenses.contract.ts'
export {
  findHostTransferTargets,
  listHostTransfers,
  listTransferredHosts,
  transferHost,
  transferHosts,
} from './operations/transfer-hosts.contract.ts'
export { getHostForm, transferLicenses } from './operations/transfer-licenses.contract.ts'
export { fulfillmentRefusals } from './refusals.ts'
