export { getHost } from './operations/get-host.contract.ts'
export { listHosts } from './operations/list-hosts.contract.ts'
export { hostMoveRefusals, hostRefusals } from './refusals.ts'
