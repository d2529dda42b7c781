/** The list of hosts, as pages below it name it. */
export const HOSTS = [{ label: 'Hosts', to: '/hosts' }]

/** Page of a host. */
export function hostPath(id: string): string {
  return `/hosts/${id}`
}

/** All licenses of a host go to another one. */
export function transferLicensesPath(id: string): string {
  return `/hosts/${id}/transfer-licenses`
}

/** Hosts go to a related account. */
export function transferHostsPath(ids: readonly string[]): string {
  return `/transfer-hosts?hosts=${ids.join(',')}`
}

/** A job of host transfers. */
export function transferJobPath(jobId: string): string {
  return `/host-transfers/${jobId}`
}

/** Copies of an account are counted out anew. */
export function redistributionPath(accountId?: string): string {
  return accountId ? `/batch-rehost?account=${accountId}` : '/batch-rehost'
}

/** Whether a job still has the key of its target account: the name comes when it begins. */
export function isKey(account: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(account)
}
