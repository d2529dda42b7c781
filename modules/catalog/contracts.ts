export { catalogRefusals } from './refusals.ts'
export { createProductLine } from './operations/create-product-line.contract.ts'
export { listProductLines } from './operations/list-product-lines.contract.ts'
