export { listHosts } from './operations/list-hosts.contract.ts'
export { hostRefusals } from './refusals.ts'
